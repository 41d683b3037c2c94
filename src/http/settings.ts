// The settings page, for signed-in admins: each form does one thing and leads back to its section.
import type { Context as KoaContext } from 'koa';
import type { PageFlash, SaveConflict } from '../domain/page-frame.ts';
import type { Read } from '../domain/settings/commands.ts';
import type { NotSaved } from '../domain/settings/saved.ts';
import { sectionIds } from '../domain/settings/sections.ts';
import type { SettingsPage } from '../domain/settings-page.ts';
import { wellFormed } from '../domain/well-formed.ts';
import { hashOf } from '../lib/sealed.ts';
import type { Editor } from '../services/changes/change.ts';
import type { OpenWorkspace } from '../services/context.ts';
import type { PageRequest } from '../services/settings/read-settings.ts';
import type { Answered } from '../services/settings/submit.ts';
import { signedOutPage } from '../views/page/plain-pages.ts';
import type { SentForm } from '../views/page/sent-form.ts';
import { readClick, readForm, readSent } from '../views/settings/forms.ts';
import { renderSettings } from '../views/settings/settings.ts';
import { notDone, previewShown, savedMeanwhile, seeBelow } from '../words/settings/form-flashes.ts';
import { tellDone, tellNotSaved, tellProblem, tellProblems } from '../words/settings/saved.ts';
import { forgetSession, keepFlash, sessionOf, takeFlash } from './middleware/sign-in.ts';
import {
  formOf,
  frameRequest,
  type PageDoor,
  requireEditor,
  showSignIn,
  type Visitor,
  visitorOf,
} from './middleware/visitor.ts';
import { showPage, showPlainPage } from './pages.ts';

export interface SettingsDoor extends PageDoor {
  signOut(session: string): Promise<void>;
  readSettings(workspace: OpenWorkspace, request: PageRequest): Promise<SettingsPage>;
  submitSettings(editor: Editor, read: Read): Promise<Answered>;
}

export const settingsHandlers = (door: SettingsDoor) => ({
  async show(ctx: KoaContext) {
    const visitor = await visitorOf(door, ctx);
    if (!visitor) return showSignIn(ctx);
    const listing = listingOf((name) => [ctx.query[name]].flat()[0] ?? '');
    await show(door, ctx, visitor, 200, { flash: takeFlash(ctx, door.cookies), listing });
  },

  /** This address takes forms and has no page. Browsers ask for it when somebody reloads after a problem. */
  lead(ctx: KoaContext) {
    const section = sectionIds.find((id) => id === ctx.params['section']);
    ctx.redirect(`/settings${section ? `#${section}` : ''}`);
  },

  async save(ctx: KoaContext) {
    const visitor = await visitorOf(door, ctx);
    if (!visitor) return showSignIn(ctx);
    const form = await formOf(door, ctx, visitor.cookie);
    requireEditor(visitor);
    const { workspace, session } = visitor;
    const name = String(ctx.params['section']);
    const { adminId, role } = session;
    const click = readClick(name, form);
    const editor = { workspace, adminId, role, sent: readSent(name, form), click: click && hashOf(click) };
    const answered = await door.submitSettings(editor, readForm(name, form));
    const fresh = (await door.workspaces.find(workspace.id, 0)) ?? workspace;
    await answer(door, ctx, { ...visitor, workspace: fresh }, name, form, answered);
  },

  async signOut(ctx: KoaContext) {
    const cookie = sessionOf(ctx, door.cookies);
    if (cookie) {
      await formOf(door, ctx, cookie);
      await door.signOut(cookie);
    }
    forgetSession(ctx, door.cookies);
    ctx.redirect('/sign-out');
    ctx.status = 303;
  },

  async signedOut(ctx: KoaContext) {
    if (await visitorOf(door, ctx)) ctx.redirect('/settings');
    else showPlainPage(ctx, 200, signedOutPage);
  },
});

/** A save leads back by a redirect, so that a reload sends nothing twice; a problem shows the form as it was typed. */
async function answer(
  door: SettingsDoor,
  ctx: KoaContext,
  visitor: Visitor,
  name: string,
  form: SentForm,
  answered: Answered,
): Promise<void> {
  const section = sectionIds.find((id) => id === name) ?? null;
  const listing = listingOf((field) => form[field]?.[0] ?? '');
  if (answered.kind === 'preview')
    return show(door, ctx, visitor, 200, {
      preview: answered.preview,
      flash: done(name, previewShown),
      typed: typedIn(form),
    });
  if (answered.kind === 'conflict') {
    return show(door, ctx, visitor, 409, {
      listing,
      flash: { form: name, kind: 'problem', words: savedMeanwhile, conflict: answered.conflict },
      typed: typedAnew(form, answered.conflict),
    });
  }
  const { saved } = answered;
  if (saved.ok || saved.done !== undefined) {
    keepFlash(ctx, door.cookies, saved.ok ? done(name, tellDone(saved.done)) : partly(name, saved));
    ctx.redirect(`/settings${queryOf(listing)}${section ? `#${section}` : ''}`);
    ctx.status = 303;
    return;
  }
  await show(door, ctx, visitor, 422, {
    listing,
    flash: flashOf(name, saved, headlineOf(name, form)),
    typed: typedIn(form),
    problems: tellProblems(saved.problems),
  });
}

/** The part of a long list of numbers that is on the page. */
function listingOf(field: (name: string) => string): PageRequest['listing'] {
  const from = /^\d{1,6}$/.test(field('from')) ? Number(field('from')) : 0;
  return { find: wellFormed(field('find')).trim().slice(0, 100), from };
}

function queryOf({ find, from }: PageRequest['listing']): string {
  if (find === '' && from === 0) return '';
  return `?${new URLSearchParams({ find, from: String(from) })}`;
}

function done(form: string, words: string): PageFlash {
  return { form, kind: 'done', words };
}

/** The form is no longer as it was sent: the page says all of it in one place. */
function partly(form: string, saved: NotSaved): PageFlash {
  return { form, kind: 'partly', words: tellNotSaved(saved).join(' ') };
}

function flashOf(form: string, { problems }: NotSaved, headline: string): PageFlash {
  const whole = problems[''];
  const words = whole === undefined ? seeBelow(headline) : tellProblem(whole);
  return { form, kind: 'problem', headline, words };
}

/** The heading of a problem, by the button that was pressed. */
function headlineOf(name: string, form: SentForm): string {
  if (name === 'test') return notDone.test;
  return form['do']?.[0] === 'preview' ? notDone.preview : notDone.save;
}

/** The typed values of an item that is gone become those of a new item. */
function typedAnew(form: SentForm, { changes }: SaveConflict): Record<string, string> {
  const isGone = changes.every(({ now }) => now === null);
  return isGone && 'id' in form ? { ...typedIn(form), id: '' } : typedIn(form);
}

/** Without secrets, which have to be typed again. */
function typedIn(form: SentForm): Record<string, string> {
  const shown = Object.entries(form).filter(([name]) => !/csrf|nonce|seen|token|secret/.test(name));
  return Object.fromEntries(shown.map(([name, values]) => [name, values.join(',').slice(0, 10_000)]));
}

async function show(
  door: SettingsDoor,
  ctx: KoaContext,
  visitor: Visitor,
  status: number,
  came: Partial<PageRequest>,
): Promise<void> {
  const nothing = { listing: { find: '', from: 0 }, preview: null };
  const framed = frameRequest(door, visitor, { page: 'settings', section: null }, came);
  showPage(ctx, status, renderSettings(await door.readSettings(visitor.workspace, { ...nothing, ...came, ...framed })));
}

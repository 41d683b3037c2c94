// The settings page: shown to who is signed in, each form doing one thing and leading back to its section.
import type { Context as KoaContext } from 'koa';
import { AppError } from '../domain/errors.ts';
import type { Read } from '../domain/settings/commands.ts';
import type { NotSaved } from '../domain/settings/saved.ts';
import { type SectionId, sectionIds } from '../domain/settings/sections.ts';
import {
  mayChangeSettings,
  type SaveConflict,
  type SettingsNotice,
  type SettingsPage,
} from '../domain/settings-page.ts';
import { wellFormed } from '../domain/well-formed.ts';
import { formFields, hasMoreFields } from '../lib/form-fields.ts';
import { hashOf } from '../lib/sealed.ts';
import type { Editor } from '../services/changes/change.ts';
import type { OpenWorkspace } from '../services/context.ts';
import type { PageRequest } from '../services/settings/read-settings.ts';
import type { Answered } from '../services/settings/submit.ts';
import type { WorkspaceDirectory } from '../services/workspace-directory.ts';
import { signedOutPage, signInPage } from '../views/page/plain-pages.ts';
import type { SentForm } from '../views/page/sent-form.ts';
import { readClick, readForm, readSent } from '../views/settings/forms.ts';
import { renderSettings } from '../views/settings/settings.ts';
import { tellDone, tellNotSaved, tellProblem, tellProblems } from '../words/settings/saved.ts';
import { bodyLimits, readBody } from './middleware/raw-body.ts';
import {
  type Cookies,
  forgetSession,
  formToken,
  keepNotice,
  requireFormToken,
  sessionOf,
  takeNotice,
} from './middleware/sign-in.ts';
import { showPage, showPlainPage } from './pages.ts';

/** Several for each of a few thousand numbers. */
const MOST_FIELDS = 20_000;

type Session = PageRequest['session'];

export interface SettingsDoor {
  newId(): string;
  cookies: Cookies;
  workspaces: WorkspaceDirectory;
  findSignedIn(session: string): Promise<Session | undefined>;
  signOut(session: string): Promise<void>;
  readSettings(workspace: OpenWorkspace, request: PageRequest): Promise<SettingsPage>;
  submitSettings(editor: Editor, read: Read): Promise<Answered>;
}

interface Visitor {
  cookie: string;
  session: Session;
  workspace: OpenWorkspace;
}

export const settingsHandlers = (door: SettingsDoor) => ({
  async show(ctx: KoaContext) {
    const visitor = await visitorOf(door, ctx);
    if (!visitor) return showSignIn(ctx);
    const listing = listingOf((name) => [ctx.query[name]].flat()[0] ?? '');
    await show(door, ctx, visitor, 200, { notice: takeNotice(ctx, door.cookies), listing });
  },

  /** A form is sent there, and no page is: what stood in the address bar after a problem is asked for again. */
  lead(ctx: KoaContext) {
    const section = sectionIds.find((id) => id === ctx.params['section']);
    ctx.redirect(`/settings${section ? `#${section}` : ''}`);
  },

  async save(ctx: KoaContext) {
    const visitor = await visitorOf(door, ctx);
    if (!visitor) return showSignIn(ctx);
    const form = await formOf(ctx);
    requireFormToken(door.cookies, visitor.cookie, form['csrf']?.[0] ?? '');
    const { workspace, session } = visitor;
    if (!mayChangeSettings(session.role)) throw new AppError('unauthenticated', { kind: 'view-only' });
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
      requireFormToken(door.cookies, cookie, (await formOf(ctx))['csrf']?.[0] ?? '');
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

/** What was saved leads back by a redirect, so that a reload sends nothing twice; the rest is shown as it was typed. */
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
      notice: done(section, 'This is how it reads.'),
      typed: typedIn(form),
    });
  if (answered.kind === 'conflict') {
    const words = 'Not saved: somebody else was faster.';
    return show(door, ctx, visitor, 409, {
      listing,
      notice: { section, kind: 'problem', words, conflict: answered.conflict },
      typed: typedAnew(form, answered.conflict),
    });
  }
  const { saved } = answered;
  if (saved.ok || saved.done !== undefined) {
    keepNotice(ctx, door.cookies, saved.ok ? done(section, tellDone(saved.done)) : partly(section, saved));
    ctx.redirect(`/settings${queryOf(listing)}${section ? `#${section}` : ''}`);
    ctx.status = 303;
    return;
  }
  await show(door, ctx, visitor, 422, {
    listing,
    notice: noticeOf(section, saved, headlineOf(name, form)),
    typed: typedIn(form),
    problems: tellProblems(saved.problems),
  });
}

/** Which part of a long list of numbers is on the page. */
function listingOf(field: (name: string) => string): PageRequest['listing'] {
  const from = /^\d{1,6}$/.test(field('from')) ? Number(field('from')) : 0;
  return { find: wellFormed(field('find')).trim().slice(0, 100), from };
}

function queryOf({ find, from }: PageRequest['listing']): string {
  if (find === '' && from === 0) return '';
  return `?${new URLSearchParams({ find, from: String(from) })}`;
}

function done(section: SectionId | null, words: string): SettingsNotice {
  return { section, kind: 'done', words };
}

/** The form is no longer as it was sent: the page says all of it in one place. */
function partly(section: SectionId | null, saved: NotSaved): SettingsNotice {
  return { section, kind: 'partly', words: tellNotSaved(saved).join(' ') };
}

function noticeOf(section: SectionId | null, { problems }: NotSaved, headline: string): SettingsPage['notice'] {
  const whole = problems[''];
  const words = whole === undefined ? `${headline}: see below.` : tellProblem(whole);
  return { section, kind: 'problem', headline, words };
}

/** What the button would have done. */
function headlineOf(name: string, form: SentForm): string {
  if (name === 'test') return 'Not sent';
  return form['do']?.[0] === 'preview' ? 'No preview' : 'Not saved';
}

/** What was typed for something that is gone is there to be added anew. */
function typedAnew(form: SentForm, { changes }: SaveConflict): Record<string, string> {
  const isGone = changes.every(({ now }) => now === null);
  return isGone && 'id' in form ? { ...typedIn(form), id: '' } : typedIn(form);
}

/** Secrets are typed again. */
function typedIn(form: SentForm): Record<string, string> {
  const shown = Object.entries(form).filter(([name]) => !/csrf|nonce|seen|token|secret/.test(name));
  return Object.fromEntries(shown.map(([name, values]) => [name, values.join(',').slice(0, 10_000)]));
}

async function show(
  door: SettingsDoor,
  ctx: KoaContext,
  { cookie, session, workspace }: Visitor,
  status: number,
  came: Partial<PageRequest>,
): Promise<void> {
  const csrf = formToken(door.cookies, cookie);
  const nothing = {
    nonce: door.newId(),
    listing: { find: '', from: 0 },
    notice: null,
    typed: {},
    problems: {},
    preview: null,
  };
  showPage(ctx, status, renderSettings(await door.readSettings(workspace, { ...nothing, ...came, csrf, session })));
}

async function visitorOf(door: SettingsDoor, ctx: KoaContext): Promise<Visitor | undefined> {
  const cookie = sessionOf(ctx, door.cookies);
  const session = cookie && (await door.findSignedIn(cookie));
  const workspace = session && (await door.workspaces.find(session.workspaceId, 0));
  if (!cookie || !session || !workspace) return undefined;
  ctx.state.logged = { workspaceId: workspace.id };
  return { cookie, session, workspace };
}

function showSignIn(ctx: KoaContext): void {
  showPlainPage(ctx, 401, signInPage);
}

/** Read once it is known that this is somebody's session. */
async function formOf(ctx: KoaContext): Promise<SentForm> {
  const body = await readBody(ctx, bodyLimits.settings);
  if (hasMoreFields(body, MOST_FIELDS))
    throw new AppError('invalid', { kind: 'form-too-long', mostFields: MOST_FIELDS });
  return formFields(body);
}

// The pages of the settings, for signed-in admins: each form does one thing and leads back to the page it belongs to.
import type { Context as KoaContext } from 'koa';
import type { PageFlash, SaveConflict } from '../domain/page-frame.ts';
import type { Read } from '../domain/settings/commands.ts';
import type { NotSaved } from '../domain/settings/saved.ts';
import { settingsPageIds } from '../domain/settings/sections.ts';
import type { SettingsIndex, SettingsPage } from '../domain/settings-page.ts';
import { hashOf } from '../lib/sealed.ts';
import type { Editor } from '../services/changes/change.ts';
import type { OpenWorkspace } from '../services/context.ts';
import type { PageRequest } from '../services/settings/read-page.ts';
import type { Answered } from '../services/settings/submit.ts';
import type { FrameRequest } from '../services/workspaces/read-frame.ts';
import type { SentForm } from '../views/page/sent-form.ts';
import { readClick, readForm, readSent } from '../views/settings/forms.ts';
import { renderIndex, renderSettings } from '../views/settings/settings.ts';
import { addressOf, type Listing, listingIn, readListing, type Target, targetOf } from '../views/settings/targets.ts';
import { notDone, previewShown, savedMeanwhile, seeBelow } from '../words/settings/form-flashes.ts';
import { tellDone, tellNotSaved, tellProblem, tellProblems } from '../words/settings/saved.ts';
import { queryValue } from './middleware/query.ts';
import { keepFlash, takeFlash } from './middleware/sign-in.ts';
import {
  formOf,
  frameRequest,
  type Outcome,
  requireEditor,
  showSignIn,
  type Visitor,
  visitorOf,
} from './middleware/visitor.ts';
import { type OverviewDoor, showOverview } from './overview.ts';
import { showPage } from './pages.ts';

export interface SettingsDoor extends OverviewDoor {
  readIndex(workspace: OpenWorkspace, framed: FrameRequest): Promise<SettingsIndex>;
  readPage(workspace: OpenWorkspace, request: PageRequest): Promise<SettingsPage>;
  submitSettings(editor: Editor, read: Read): Promise<Answered>;
}

type Came = Outcome &
  Partial<
    Pick<PageRequest, 'listing' | 'history' | 'preview' | 'madeKey' | 'madeEndpoint' | 'tried' | 'triedSentence'>
  >;

/** Addresses that take forms and have no page. Browsers ask for them when somebody loads a problem again. */
const leads: Readonly<Record<string, string>> = {
  doctor: '/',
  test: '/',
  keys: '/settings/twilio',
  held: '/settings/limits',
};

export const settingsHandlers = (door: SettingsDoor) => ({
  async showIndex(ctx: KoaContext) {
    const visitor = await visitorOf(door, ctx);
    if (!visitor) return showSignIn(ctx);
    await show(door, ctx, visitor, { page: 'settings', id: null, item: null }, 200, {
      flash: takeFlash(ctx, door.cookies),
    });
  },

  async showPage(ctx: KoaContext) {
    const { section = '', item = null } = ctx.params as { section?: string; item?: string };
    const id = settingsPageIds.find((one) => one === section);
    const hasItems = id === 'templates' || id === 'members';
    if (id === undefined) return ctx.redirect(Object.hasOwn(leads, section) ? (leads[section] ?? '/') : '/settings');
    if (item !== null && !hasItems) return ctx.redirect(`/settings/${id}`);
    const visitor = await visitorOf(door, ctx);
    if (!visitor) return showSignIn(ctx);
    const query = (name: string) => queryValue(ctx, name);
    await show(door, ctx, visitor, { page: 'settings', id, item }, 200, {
      flash: takeFlash(ctx, door.cookies),
      listing: readListing(query),
      history: { before: query('before'), by: query('by') },
    });
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
  const target = targetOf(name, form);
  const listing = listingIn(form);
  if (answered.kind === 'preview') {
    const flash = done(name, previewShown);
    return show(door, ctx, visitor, target, 200, { preview: answered.preview, flash, typed: typedIn(form) });
  }
  // The key stands in this answer alone, so it is shown without a redirect.
  if (answered.kind === 'endpoint') return show(door, ctx, visitor, target, 200, { madeEndpoint: answered.made });
  if (answered.kind === 'key') return show(door, ctx, visitor, target, 200, { madeKey: answered.made });
  if (answered.kind === 'sentence')
    return show(door, ctx, visitor, target, 200, { triedSentence: answered.tried, typed: typedIn(form) });
  if (answered.kind === 'tried') return show(door, ctx, visitor, target, 200, { tried: answered.tried });
  if (answered.kind === 'conflict') {
    const { conflict } = answered;
    const typed = typedAnew(form, conflict);
    const flash: PageFlash = { form: name, kind: 'problem', words: savedMeanwhile, conflict };
    const isNew = 'id' in typed && typed['id'] === '';
    return show(door, ctx, visitor, isNew ? { page: 'settings', id: 'templates', item: 'new' } : target, 409, {
      listing,
      flash,
      typed,
    });
  }
  const { saved } = answered;
  if (saved.ok || saved.done !== undefined) {
    keepFlash(ctx, door.cookies, saved.ok ? done(name, tellDone(saved.done)) : partly(name, saved));
    ctx.redirect(addressOf(target, listing));
    ctx.status = 303;
    return;
  }
  await show(door, ctx, visitor, target, 422, {
    listing,
    flash: flashOf(name, saved, headlineOf(name, form)),
    typed: typedIn(form),
    problems: tellProblems(saved.problems),
  });
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

const noListing: Listing = { find: '', from: 0 };

async function show(
  door: SettingsDoor,
  ctx: KoaContext,
  visitor: Visitor,
  target: Target,
  status: number,
  came: Came,
): Promise<void> {
  if (target.page === 'overview') return showOverview(door, ctx, visitor, status, came);
  const { workspace } = visitor;
  const { id, item } = target;
  const {
    listing = noListing,
    history = { before: '', by: '' },
    preview = null,
    madeKey = null,
    madeEndpoint = null,
    tried = null,
    triedSentence = null,
    ...outcome
  } = came;
  const framed = frameRequest(door, visitor, { page: 'settings', section: id }, outcome);
  if (id === null) return showPage(ctx, status, renderIndex(await door.readIndex(workspace, framed)));
  const made = { madeKey, madeEndpoint, tried, triedSentence };
  const page = await door.readPage(workspace, { framed, id, item, listing, history, preview, ...made });
  showPage(ctx, status, renderSettings(page));
}

// The pages of texts, for signed-in members: the log and its lists, one text, and the buttons on them.
import type { Context as KoaContext } from 'koa';
import { AppError } from '../domain/errors.ts';
import { countryFor, preferredSender } from '../domain/senders.ts';
import { isDone, type TextDone } from '../domain/text-done.ts';
import { type AskedTexts, readAsked, searchOf } from '../domain/texts/asked-texts.ts';
import { anyText, type TextSearch, textStates } from '../domain/texts/text-search.ts';
import type {
  DeadLetterRow,
  FoundTexts,
  LogPage,
  OneText,
  ScheduledRow,
  TextAct,
  TextCounts,
} from '../domain/texts-page.ts';
import { isUuid } from '../domain/uuid.ts';
import type { OpenWorkspace } from '../services/context.ts';
import type { Actor } from '../services/texts/act-on-text.ts';
import { renderLog } from '../views/texts/lists.ts';
import { renderText } from '../views/texts/text.ts';
import { renderDeadLetters, renderScheduled } from '../views/texts/waiting.ts';
import { tellTextDone } from '../words/texts-page.ts';
import { queryValue } from './middleware/query.ts';
import { keepFlash, takeFlash } from './middleware/sign-in.ts';
import { forEditors, forMembers, frameRequest, type PageDoor, type Visitor } from './middleware/visitor.ts';
import { showPage } from './pages.ts';

export interface TextVerbs {
  count(workspace: OpenWorkspace): Promise<TextCounts>;
  search(workspace: OpenWorkspace, search: TextSearch): Promise<FoundTexts>;
  agents(workspace: OpenWorkspace): Promise<{ id: string; name: string }[]>;
  scheduled(
    workspace: OpenWorkspace,
    after: { sendAt: Date; id: string } | null,
  ): Promise<{ scheduled: ScheduledRow[]; later: string | null }>;
  deadLetters(workspace: OpenWorkspace): Promise<DeadLetterRow[]>;
  read(workspace: OpenWorkspace, asked: { id: string; mayChange: boolean }): Promise<OneText | undefined>;
  act(actor: Actor, what: { id: string; act: TextAct }): Promise<TextDone | undefined>;
  cancelScheduled(actor: Actor, send: string): Promise<TextDone>;
  settleLetter(actor: Actor, what: { id: string; how: 'try-again' | 'drop' }): Promise<TextDone>;
}

export interface TextsDoor extends PageDoor {
  texts: TextVerbs;
}

const lists = {
  all: [],
  failed: [...textStates.failed, ...textStates.unsure],
  held: [...textStates.held, 'refused'],
} as const satisfies Record<LogPage['list'], TextSearch['states']>;

export const textsHandlers = (door: TextsDoor) => ({
  list: (list: LogPage['list']) =>
    forMembers(door, async (ctx, visitor) => {
      const { workspace } = visitor;
      const asked = askedOf(ctx, list);
      const country = countryFor(workspace, preferredSender(workspace, null));
      const { search, problems } = searchOf(asked, { zone: workspace.timezone, country });
      const wanted = list === 'all' ? search : { ...anyText, states: lists[list], before: search.before };
      const [counts, found, agents] = await Promise.all([
        door.texts.count(workspace),
        door.texts.search(workspace, wanted),
        list === 'all' ? door.texts.agents(workspace) : [],
      ]);
      const frame = await frameOf(door, ctx, visitor);
      showPage(ctx, 200, renderLog({ ...frame, list, asked, askProblems: problems, counts, found, agents }));
    }),

  scheduled: forMembers(door, async (ctx, visitor) => {
    const { workspace } = visitor;
    const [counts, { scheduled, later }, waiting] = await Promise.all([
      door.texts.count(workspace),
      door.texts.scheduled(workspace, afterOf(ctx)),
      door.texts.search(workspace, { ...anyText, states: textStates.waiting }),
    ]);
    const frame = await frameOf(door, ctx, visitor);
    showPage(ctx, 200, renderScheduled({ ...frame, list: 'scheduled', counts, scheduled, later, waiting }));
  }),

  deadLetters: forMembers(door, async (ctx, visitor) => {
    const { workspace } = visitor;
    const [counts, letters] = await Promise.all([door.texts.count(workspace), door.texts.deadLetters(workspace)]);
    const frame = await frameOf(door, ctx, visitor);
    showPage(ctx, 200, renderDeadLetters({ ...frame, list: 'dead-letters', counts, letters }));
  }),

  one: forMembers(door, async (ctx, visitor) => {
    const frame = await frameOf(door, ctx, visitor);
    const text = await door.texts.read(visitor.workspace, { id: idOf(ctx), mayChange: frame.mayChange });
    if (text === undefined) throw noSuchText();
    showPage(ctx, 200, renderText({ ...frame, text }));
  }),

  act: forEditors(door, async (ctx, visitor, field) => {
    const act = (['again', 'cancel', 'arrived', 'release', 'resume-automatic'] as const).find(
      (one) => one === field('do'),
    );
    if (act === undefined) throw noSuchText();
    const done = await door.texts.act(actorOf(visitor), { id: idOf(ctx), act });
    if (done === undefined) throw noSuchText();
    lead(door, ctx, `/texts/${idOf(ctx)}`, done);
  }),

  cancelScheduled: forEditors(door, async (ctx, visitor, field) => {
    if (field('do') !== 'cancel') throw noSuchText();
    lead(door, ctx, '/texts/scheduled', await door.texts.cancelScheduled(actorOf(visitor), idOf(ctx)));
  }),

  settleLetter: forEditors(door, async (ctx, visitor, field) => {
    const how = (['try-again', 'drop'] as const).find((one) => one === field('do'));
    if (how === undefined) throw noSuchText();
    lead(door, ctx, '/texts/dead-letters', await door.texts.settleLetter(actorOf(visitor), { id: idOf(ctx), how }));
  }),
});

function actorOf({ workspace, session }: Visitor): Actor {
  return { workspace, adminId: session.adminId, name: session.name };
}

function frameOf(door: TextsDoor, ctx: KoaContext, visitor: Visitor) {
  const flash = takeFlash(ctx, door.cookies);
  return door.readFrame(visitor.workspace, frameRequest(door, visitor, { page: 'texts' }, { flash }));
}

/** A list that is no search takes its page alone. */
function askedOf(ctx: KoaContext, list: LogPage['list']): AskedTexts {
  return readAsked((name) => (list === 'all' || name === 'before' ? queryValue(ctx, name) : ''));
}

function afterOf(ctx: KoaContext): { sendAt: Date; id: string } | null {
  const [time = '', id = ''] = queryValue(ctx, 'after').split('_');
  const sendAt = new Date(time);
  return isUuid(id) && !Number.isNaN(sendAt.getTime()) ? { sendAt, id } : null;
}

function idOf(ctx: KoaContext): string {
  const id = String(ctx.params['id']);
  if (!isUuid(id)) throw noSuchText();
  return id;
}

function noSuchText(): AppError {
  return new AppError('not-found', { kind: 'text-not-stored' });
}

/** Leads back to the page, so that a reload does nothing twice. */
function lead(door: TextsDoor, ctx: KoaContext, url: string, done: TextDone): void {
  const kind = isDone(done) ? 'done' : 'problem';
  keepFlash(ctx, door.cookies, { form: 'text', kind, words: tellTextDone(done), headline: 'Not done' });
  ctx.redirect(url);
  ctx.status = 303;
}

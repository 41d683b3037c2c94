// The pages of consent, for signed-in members: who is opted out or in, one person's evidence, and a file of it.
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Context as KoaContext } from 'koa';
import { type ConsentSearch, type Evidence, listedStates, readCursor } from '../domain/consent/consent-list.ts';
import type { ConsentDone } from '../domain/consents-page.ts';
import { AppError } from '../domain/errors.ts';
import { readDay } from '../domain/times/day.ts';
import { wellFormed } from '../domain/well-formed.ts';
import type { ConsentOfPerson, ConsentPage } from '../services/consent/read-consents.ts';
import type { OpenWorkspace } from '../services/context.ts';
import { renderPerson } from '../views/texts/consent-of-person.ts';
import { personPath, renderConsents } from '../views/texts/consents.ts';
import { evidenceColumns, evidenceRow, isConsentDone, tellConsentDone } from '../words/consents.ts';
import { type ImportsDoor, importHandlers } from './consent-imports.ts';
import { queryValue } from './middleware/query.ts';
import { keepFlash, takeFlash } from './middleware/sign-in.ts';
import { forEditors, forMembers, frameRequest, type Outcome, type Visitor } from './middleware/visitor.ts';
import { showPage } from './pages.ts';

export interface ConsentVerbs {
  list(workspace: OpenWorkspace, search: ConsentSearch): Promise<ConsentPage>;
  person(workspace: OpenWorkspace, address: string): Promise<ConsentOfPerson>;
  evidenceIn(workspace: OpenWorkspace, part: EvidencePart): AsyncIterable<Evidence>;
  optOutTyped(workspace: OpenWorkspace, adminId: string, typed: string, reason: string): Promise<ConsentDone>;
  optOut(workspace: OpenWorkspace, adminId: string, address: string, reason: string): Promise<ConsentDone>;
  resume(workspace: OpenWorkspace, adminId: string, address: string): Promise<ConsentDone>;
}

interface EvidencePart {
  address: string | null;
  since: Date | null;
  until: Date | null;
}

export interface ConsentsDoor extends ImportsDoor {
  consents: ConsentVerbs;
}

/** Lists that are imported, beside the pages below. */
export const importsHandlers = (door: ConsentsDoor) =>
  importHandlers(door, (ctx, visitor, outcome) => showList(door, ctx, visitor, 422, outcome));

export const consentsHandlers = (door: ConsentsDoor) => ({
  list: forMembers(door, (ctx, visitor) => showList(door, ctx, visitor, 200, { flash: takeFlash(ctx, door.cookies) })),

  one: forMembers(door, (ctx, visitor) => showPerson(door, ctx, visitor, 200, { flash: takeFlash(ctx, door.cookies) })),

  file: forMembers(door, async (ctx, { workspace }) => {
    const zone = workspace.timezone;
    const address = queryOf(ctx, 'number') || null;
    const [since, until] = [readDay(queryOf(ctx, 'since'), zone, 0), readDay(queryOf(ctx, 'until'), zone, 1)];
    const evidence = door.consents.evidenceIn(workspace, { address, since, until });
    ctx.type = 'text/csv; charset=utf-8';
    ctx.attachment('consent.csv');
    ctx.set('cache-control', 'no-store');
    // A spreadsheet reads a cell that begins with = or @ as a formula.
    const lines = stringify({ header: true, columns: [...evidenceColumns], escape_formulas: true, bom: true });
    ctx.body = Readable.from(rowsOf(evidence)).pipe(lines);
  }),

  optOutTyped: forEditors(door, async (ctx, visitor, field) => {
    const { workspace, session } = visitor;
    const done = await door.consents.optOutTyped(workspace, session.adminId, field('number'), field('reason'));
    if (isConsentDone(done)) return lead(door, ctx, 'address' in done ? personPath(done.address) : '/consents', done);
    const name = done.kind === 'number' ? 'number' : 'reason';
    const typed = { number: field('number'), reason: field('reason') };
    await showList(door, ctx, visitor, 422, problemOf(done, name, typed));
  }),

  change: forEditors(door, async (ctx, visitor, field) => {
    const { workspace, session } = visitor;
    const address = addressOf(ctx);
    const done =
      field('do') === 'resume'
        ? await door.consents.resume(workspace, session.adminId, address)
        : await door.consents.optOut(workspace, session.adminId, address, field('reason'));
    if ('address' in done) return lead(door, ctx, personPath(address), done);
    await showPerson(door, ctx, visitor, 422, problemOf(done, 'reason', { reason: field('reason') }));
  }),
});

async function showList(
  door: ConsentsDoor,
  ctx: KoaContext,
  visitor: Visitor,
  status: number,
  outcome: Outcome,
): Promise<void> {
  const search = searchOf(ctx);
  const frame = await door.readFrame(visitor.workspace, frameRequest(door, visitor, { page: 'consents' }, outcome));
  const { listed, older } = await door.consents.list(visitor.workspace, search);
  showPage(ctx, status, renderConsents({ ...frame, search, listed, older }));
}

async function showPerson(
  door: ConsentsDoor,
  ctx: KoaContext,
  visitor: Visitor,
  status: number,
  outcome: Outcome,
): Promise<void> {
  const address = addressOf(ctx);
  const frame = await door.readFrame(visitor.workspace, frameRequest(door, visitor, { page: 'consents' }, outcome));
  const person = await door.consents.person(visitor.workspace, address);
  showPage(ctx, status, renderPerson({ ...frame, address, ...person }));
}

function problemOf(done: ConsentDone, field: string, typed: Record<string, string>): Outcome {
  const words = tellConsentDone(done);
  return {
    flash: { form: 'opt-out', kind: 'problem', words, headline: 'Not done' },
    typed,
    problems: { [field]: words },
  };
}

/** Leads back to the page, so that a reload does nothing twice. */
function lead(door: ConsentsDoor, ctx: KoaContext, url: string, done: ConsentDone): void {
  const kind = isConsentDone(done) ? 'done' : 'problem';
  keepFlash(ctx, door.cookies, { form: 'consent', kind, words: tellConsentDone(done), headline: 'Not done' });
  ctx.redirect(url);
  ctx.status = 303;
}

function searchOf(ctx: KoaContext): ConsentSearch {
  const state = listedStates.find((one) => one === queryOf(ctx, 'state')) ?? null;
  return { state, find: queryOf(ctx, 'q').slice(0, 40), before: readCursor(queryOf(ctx, 'before')) };
}

function queryOf(ctx: KoaContext, name: string): string {
  return wellFormed(queryValue(ctx, name)).trim();
}

/** Throws for what is no address. */
function addressOf(ctx: KoaContext): string {
  const address = String(ctx.params['address']);
  if (!/^[\w:+.@-]{1,100}$/.test(address)) throw new AppError('not-found', { kind: 'nothing-here' });
  return address;
}

async function* rowsOf(evidence: AsyncIterable<Evidence>): AsyncGenerator<Record<string, string>> {
  for await (const one of evidence) yield evidenceRow(one);
}

// Lists of consent that editors import: the upload, the page of how it went, and a file of the rows that were left out.
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Context as KoaContext } from 'koa';
import { LONGEST_REASON } from '../domain/consent/consent.ts';
import type { FileProblem } from '../domain/consent/import-rows.ts';
import type { ConsentImport } from '../domain/consents-page.ts';
import { AppError } from '../domain/errors.ts';
import { isUuid } from '../domain/uuid.ts';
import type { OpenWorkspace } from '../services/context.ts';
import { importPath, renderImport } from '../views/texts/consent-import.ts';
import { rejectedColumns, tellFileProblem, tellRowProblem } from '../words/consent-imports.ts';
import { tellConsentDone } from '../words/consents.ts';
import { requireFormToken } from './middleware/sign-in.ts';
import { readUpload, type Upload } from './middleware/upload.ts';
import {
  forMembers,
  frameRequest,
  type Outcome,
  type PageDoor,
  requireEditor,
  type Visitor,
} from './middleware/visitor.ts';
import { showPage } from './pages.ts';

export interface ImportVerbs {
  /** The most bytes of a file. */
  mostBytes: number;
  take(
    workspace: OpenWorkspace,
    file: NonNullable<Upload['file']>,
    source: { adminId: string; reason: string | null },
  ): Promise<{ id: string }>;
  find(workspace: OpenWorkspace, id: string): Promise<ConsentImport | undefined>;
}

export interface ImportsDoor extends PageDoor {
  consentImports: ImportVerbs;
}

/** `showList`: the page with the form, where the form has a problem. */
export const importHandlers = (
  door: ImportsDoor,
  showList: (ctx: KoaContext, visitor: Visitor, outcome: Outcome) => Promise<void>,
) => ({
  take: forMembers(door, async (ctx, visitor) => {
    requireEditor(visitor);
    const { mostBytes } = door.consentImports;
    const taken = await readUpload(ctx, mostBytes, (upload) => takeFile(door, visitor, upload));
    if ('refused' in taken) return showList(ctx, visitor, taken.refused);
    ctx.redirect(importPath(taken.id));
    ctx.status = 303;
  }),

  one: forMembers(door, async (ctx, visitor) => {
    const found = await importOf(door, ctx, visitor);
    const frame = await door.readFrame(visitor.workspace, frameRequest(door, visitor, { page: 'consents' }, {}));
    showPage(ctx, 200, renderImport({ ...frame, found }));
  }),

  file: forMembers(door, async (ctx, visitor) => {
    const { rejected } = await importOf(door, ctx, visitor);
    ctx.type = 'text/csv; charset=utf-8';
    ctx.attachment('rows-left-out.csv');
    ctx.set('cache-control', 'no-store');
    const rows = rejected.map(({ line, why }) => ({ line, reason: tellRowProblem(why) }));
    ctx.body = Readable.from(rows).pipe(stringify({ header: true, columns: [...rejectedColumns], bom: true }));
  }),
});

async function takeFile(
  door: ImportsDoor,
  { cookie, workspace, session }: Visitor,
  { field, file }: Upload,
): Promise<{ id: string } | { refused: Outcome }> {
  requireFormToken(door.cookies, cookie, field('csrf'));
  const reason = field('source').trim();
  if (reason.length > LONGEST_REASON) {
    const words = tellConsentDone({ kind: 'reason-too-long', most: LONGEST_REASON });
    return { refused: problemOf(words, 'source', { source: reason }) };
  }
  const none: FileProblem = { kind: 'no-file' };
  if (file === null) return { refused: problemOf(tellFileProblem(none), 'file', { source: reason }) };
  const source = { adminId: session.adminId, reason: reason === '' ? null : reason };
  return door.consentImports.take(workspace, file, source);
}

function problemOf(words: string, field: string, typed: Record<string, string>): Outcome {
  return {
    flash: { form: 'import', kind: 'problem', words, headline: 'Not imported' },
    typed,
    problems: { [field]: words },
  };
}

async function importOf(door: ImportsDoor, ctx: KoaContext, { workspace }: Visitor): Promise<ConsentImport> {
  const id = String(ctx.params['id']);
  const found = isUuid(id) ? await door.consentImports.find(workspace, id) : undefined;
  if (!found) throw new AppError('not-found', { kind: 'nothing-here' });
  return found;
}

// threadwire consents: imports a list of who wants texts and who does not, and prints the evidence.
import { readDatabaseConfig } from '../config.ts';
import { AppError } from '../domain/errors.ts';
import type { Workspace } from '../domain/workspace.ts';
import type { Database } from '../store/database/database.ts';
import { answers, commandHelp, complaints, optionHelp } from '../words/operator/commands.ts';
import { exitCodes, UsageError } from './outcome.ts';
import { group, verb } from './verb.ts';

const workspaceOption = { type: 'string', describe: optionHelp.onlyWorkspace } as const;

const importList = verb({
  name: 'import <file>',
  tells: commandHelp.consentsImport,
  asks: (yargs) =>
    yargs
      .positional('file', { type: 'string', demandOption: true, describe: optionHelp.list })
      .option('workspace', workspaceOption)
      .option('source', { type: 'string', describe: optionHelp.listSource }),
  async work({ file, workspace: asked, source = '' }, output) {
    const place = readDatabaseConfig();
    const [{ withQueue }, { importConsents }, fs, path, words, clock, ids, lists] = await Promise.all([
      import('./store.ts'),
      import('../services/consent/import-consents.ts'),
      import('node:fs'),
      import('node:path'),
      import('../words/consent-imports.ts'),
      import('../lib/clock.ts'),
      import('../lib/ids.ts'),
      import('../domain/consent/consent.ts'),
    ]);
    const reason = source.trim().slice(0, lists.LONGEST_REASON);
    return withQueue(place, output, async ({ database, ctx }) => {
      const workspace = await workspaceOf(database, asked);
      const inside = { ...ctx, clock: clock.systemClock, newId: ids.newId, db: database.within(workspace.id) };
      if (!fs.existsSync(file)) throw new UsageError(complaints.fileMissing(file));
      const list = { name: path.basename(file), bytes: fs.createReadStream(file) };
      const done = await importConsents(inside, workspace, list, { adminId: null, reason: reason || null });
      const rejected = done.rejected.map(({ line, why }) => ({ line, reason: words.tellRowProblem(why) }));
      const problem = done.problem === null ? null : words.tellFileProblem(done.problem);
      return {
        lines: [
          ...(problem === null ? [] : [problem]),
          words.tellImport(done),
          ...rejected.map((row) => answers.rejectedRow(row.line, row.reason)),
        ],
        data: { accepted: done.accepted, known: done.known, rejected, problem },
        code: problem === null && rejected.length === 0 ? exitCodes.done : exitCodes.amiss,
      };
    });
  },
});

const exportEvidence = verb({
  name: 'export',
  tells: commandHelp.consentsExport,
  asks: (yargs) =>
    yargs
      .option('workspace', workspaceOption)
      .option('number', { type: 'string', describe: optionHelp.exactNumber })
      .option('since', { type: 'string', describe: optionHelp.since })
      .option('until', { type: 'string', describe: optionHelp.until }),
  async work({ workspace: asked, number, since, until, json }, output) {
    const place = readDatabaseConfig();
    const [{ withStore }, { evidenceIn }, { stringify }, { evidenceColumns, evidenceRow }, { readDay }] =
      await Promise.all([
        import('./store.ts'),
        import('../services/consent/read-consents.ts'),
        import('csv-stringify/sync'),
        import('../words/consents.ts'),
        import('../domain/times/day.ts'),
      ]);
    return withStore(place, output, async ({ database }) => {
      const { id, timezone } = await workspaceOf(database, asked);
      const day = (typed: string | undefined, days: 0 | 1) => {
        const read = typed === undefined ? null : readDay(typed, timezone, days);
        if (typed !== undefined && read === null) throw new UsageError(complaints.day(typed));
        return read;
      };
      const part = { address: await addressOf(number), since: day(since, 0), until: day(until, 1) };
      const line = (cells: readonly string[]) => stringify([[...cells]], { escape_formulas: true }).trimEnd();
      const isJson = json === true;
      const rows = [];
      if (!isJson) output.result(line(evidenceColumns), null);
      for await (const evidence of evidenceIn({ db: database.within(id) }, id, part)) {
        const row = evidenceRow(evidence);
        if (isJson) rows.push(row);
        else output.result(line(evidenceColumns.map((name) => row[name])), row);
      }
      return { lines: [], data: rows };
    });
  },
});

export const consents = group('consents', commandHelp.consents, [importList, exportEvidence]);

async function addressOf(number: string | undefined): Promise<string | null> {
  if (number === undefined) return null;
  const { toE164 } = await import('../domain/numbers/phone-number.ts');
  return toE164(number) ?? number;
}

/** The one that is named, or the only one there is. */
async function workspaceOf(database: Database, asked: string | undefined): Promise<Workspace> {
  const { findWorkspace, listInstalled } = await import('../store/workspaces/workspaces.ts');
  const installed = asked === undefined ? (await listInstalled(database.owner)).map(({ id }) => id) : [asked];
  const [id = ''] = installed;
  if (installed.length !== 1) throw new UsageError(complaints.nameWorkspace(installed));
  const stored = await findWorkspace(database.owner, id);
  if (!stored) throw new AppError('not-found', { kind: 'unknown-workspace', workspaceId: id });
  return stored.workspace;
}

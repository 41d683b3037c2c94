// threadwire sync: brings a file of customers to Intercom, or shows what it would change there.

import { AppError } from '../domain/errors.ts';
import { commandHelp, complaints, optionHelp, syncAnswers } from '../words/operator/commands.ts';
import { exitCodes, UsageError } from './outcome.ts';
import { verb } from './verb.ts';

export const sync = verb({
  name: 'sync <file>',
  tells: commandHelp.sync,
  asks: (yargs) =>
    yargs
      .positional('file', { type: 'string', demandOption: true, describe: optionHelp.records })
      .option('workspace', { type: 'string', demandOption: true, describe: optionHelp.workspace })
      .option('dry-run', { type: 'boolean', default: false, describe: optionHelp.dryRun })
      .option('report', { type: 'string', describe: optionHelp.report }),
  async work({ file, workspace: id, dryRun, report }, output) {
    const [{ withService }, { within }, { syncFile }, fs, path, { tellRecordFault }, { BrokenCsv }] = await Promise.all(
      [
        import('./service.ts'),
        import('../services/context.ts'),
        import('../services/customers/sync-file.ts'),
        import('node:fs'),
        import('node:path'),
        import('../words/customers.ts'),
        import('../lib/csv-records.ts'),
      ],
    );
    if (!fs.existsSync(file)) throw new UsageError(complaints.fileMissing(file));
    const size = fs.statSync(file).size;
    return withService(async ({ ctx }) => {
      const workspace = await ctx.workspaces.find(id);
      if (!workspace) throw new AppError('not-found', { kind: 'unknown-workspace', workspaceId: id });
      const bytes = fs.createReadStream(file);
      const told = report === undefined ? null : fs.createWriteStream(report);
      const totals: Record<string, number> = {};
      let count = 0;
      const startedAt = performance.now();
      let broken: number | null = null;
      try {
        for await (const lines of syncFile(within(ctx, id), workspace, { name: path.basename(file), bytes }, dryRun)) {
          count += lines.length;
          for (const { line, externalId, outcome, differences, faults, unusable } of lines) {
            totals[outcome] = (totals[outcome] ?? 0) + 1;
            const unread = unusable === 'no-json' ? [{ at: '/', detail: syncAnswers.noJson }] : (unusable ?? []);
            const errors = [
              ...unread.map((one) => ('rule' in one ? { at: one.at, detail: one.rule } : one)),
              ...faults.map(({ at, kind }) => ({ at, detail: tellRecordFault(kind) })),
            ];
            told?.write(`${JSON.stringify({ line, id: externalId, outcome, diff: differences, errors })}\n`);
            if (dryRun) for (const one of differences) output.note(syncAnswers.difference(externalId ?? '', one));
            for (const { at, detail } of errors) output.note(syncAnswers.fault(line, at, detail));
          }
          const seconds = (performance.now() - startedAt) / 1000;
          output.note(syncAnswers.progress({ count, seconds, left: Math.max(0, size - bytes.bytesRead) / size }));
        }
      } catch (error) {
        if (!(error instanceof BrokenCsv)) throw error;
        broken = error.line;
      }
      if (told !== null) await new Promise((resolve) => told.end(resolve));
      if (broken !== null) output.note(syncAnswers.broken(broken));
      const isWhole = broken === null && (totals['refused'] ?? 0) === 0;
      return {
        lines: [syncAnswers.totals(totals, dryRun)],
        data: { dry_run: dryRun, totals },
        code: isWhole ? exitCodes.done : exitCodes.amiss,
      };
    });
  },
});

// Measures the service against its limits, prints the table, writes the JSON, and fails when a limit is missed.

import { FlagError } from '../src/lib/script-flags.ts';
import { type Figure, verdictOf } from './figures.ts';
import { help, type Options, type PartName, readOptions } from './options.ts';
import { benchAccept } from './parts/accept.ts';
import { benchApi } from './parts/api.ts';
import { benchBacklog } from './parts/backlog.ts';
import { benchCalls } from './parts/calls.ts';
import { benchFairness } from './parts/fairness.ts';
import { benchLatency } from './parts/latency.ts';
import { benchLimits } from './parts/limits.ts';
import { benchPanel } from './parts/panel.ts';
import { benchStart } from './parts/start.ts';
import { benchStuck } from './parts/stuck.ts';
import { benchTenancy } from './parts/tenancy.ts';
import { benchThread } from './parts/thread.ts';
import { print, printTable, progress, writeJson } from './report.ts';
import { openStage, type Stage } from './stage.ts';

const REPORT = 'artefacts/bench.json';

type Part = (stage: Stage, options: Options) => Promise<Figure[]>;

const parts: Record<PartName, Part> = {
  accept: benchAccept,
  thread: benchThread,
  latency: benchLatency,
  calls: benchCalls,
  start: benchStart,
  stuck: benchStuck,
  panel: benchPanel,
  tenancy: benchTenancy,
  fairness: benchFairness,
  backlog: benchBacklog,
  limits: benchLimits,
  api: benchApi,
};

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) return print(help.trimEnd());
  const startedAt = performance.now();
  const stage = await openStage(options);
  const figures: Figure[] = [];
  try {
    for (const name of options.only) {
      progress(`part ${name}`);
      figures.push(...(await parts[name](stage, options)));
    }
  } finally {
    await stage.close();
  }
  const seconds = (performance.now() - startedAt) / 1000;
  printTable(figures);
  writeJson(REPORT, figures, seconds);
  const missed = figures.filter((figure) => verdictOf(figure) === 'falls short');
  print(`\n${figures.length} figures in ${Math.round(seconds)} s, ${missed.length} fall short; also in ${REPORT}.`);
  process.exitCode = missed.length > 0 && !options.quick ? 1 : 0;
}

// The exit ends PostgreSQL and the services with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

main().catch((error) => {
  const words = error instanceof FlagError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${words}\n`);
  process.exit(2);
});

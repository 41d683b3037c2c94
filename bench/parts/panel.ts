// (g) Opening the panel at a steady pace with full tables, beside a bare handler that answers one indexed query.
import { alternate, type Figure, median, percentile, ratios, spreadOf } from '../figures.ts';
import { fillTables, fillThreads } from '../fill.ts';
import type { Options } from '../options.ts';
import { progress } from '../report.ts';
import type { Service, Stage } from '../stage.ts';
import { panelOf } from '../webhooks.ts';
import { webhooks } from './latency.ts';
import { Sender } from './send.ts';

/** Fifty a second. */
const EVERY_MS = 20;
const MOST_P99 = 50;
const MOST_TIMES = 3;

interface Times {
  p50: number;
  p99: number;
}

export async function benchPanel(stage: Stage, options: Options): Promise<Figure[]> {
  const [kind] = stage.kinds;
  if (kind !== 'postgres') return [];
  const service = await stage.service(kind, { worker: false });
  for (const statement of [...fillTables(options), ...fillThreads()]) await service.sql(statement);
  await service.sql('VACUUM ANALYZE');
  const bare = await stage.bare(service, service.database);
  const run = (name: string, from: Service) => measurePanel(name, from, options);
  await run('panel', service);
  await run('bare', bare);
  const runs = await alternate(options.rounds, {
    bare: () => run('bare', bare),
    panel: () => run('panel', service),
  });
  await bare.stop();
  await service.stop();
  return figuresOf(runs);
}

/** Milliseconds that each opening takes, at a steady pace. */
export async function measurePanel(name: string, service: Service, options: Options): Promise<Times> {
  const count = (options.pacedSeconds * 1000) / EVERY_MS;
  const sender = new Sender(service.url, 16);
  const sent = await sender.pace(webhooks(count, panelOf), EVERY_MS);
  sender.close();
  const times = sent.map(({ at, answeredAt }) => (answeredAt - at) / 1000);
  const run = { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
  progress(`${name}: p50 ${run.p50.toFixed(2)} ms, p99 ${run.p99.toFixed(1)} ms`);
  return run;
}

function figuresOf(runs: { bare: Times[]; panel: Times[] }): Figure[] {
  const own = runs.panel.map((run) => run.p50);
  const other = runs.bare.map((run) => run.p50);
  const slowest = runs.panel.map((run) => run.p99);
  const times = ratios(own, other);
  const most = (at: number) => ({ kind: 'most', at }) as const;
  return [
    { part: 'g', name: 'panel opened, p50', value: median(own), unit: 'ms', spread: spreadOf(own) },
    { part: 'g', name: '  bare handler, p50', value: median(other), unit: 'ms', spread: spreadOf(other) },
    {
      part: 'g',
      name: '  times bare',
      value: median(times),
      unit: '',
      spread: spreadOf(times),
      limit: most(MOST_TIMES),
    },
    {
      part: 'g',
      name: 'panel opened, p99',
      value: median(slowest),
      unit: 'ms',
      spread: spreadOf(slowest),
      limit: most(MOST_P99),
    },
  ];
}

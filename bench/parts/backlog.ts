// (c) The same figures with full tables, and with jobs that wait: each run beside one on an empty database.

import { alternate, compareMedians, type Figure, median, spreadOf } from '../figures.ts';
import { clearJobs, fewestTries, fillJobsBehindStuckOnes, fillJobsForLater, fillTables, STUCK } from '../fill.ts';
import type { Options } from '../options.ts';
import { progress } from '../report.ts';
import type { DatabaseKind, Service, Stage } from '../stage.ts';
import { textFrom } from '../webhooks.ts';
import { type Accepted, countJobs, measureAccept, noteOf, warmUp } from './accept.ts';
import { type Latencies, measureLatency, webhooks } from './latency.ts';
import { measureThreading, type Threaded } from './thread.ts';

/** The loss that full tables may cause, beyond the noise between equal runs. */
const MOST_LOST = 0.1;

/** After so many tries, the pauses are long. */
const TRIES = 5;
const STUCK_PATIENCE_MS = 90_000;

type Side = 'empty' | 'full' | 'later' | 'behind';
const sides = ['empty', 'full', 'later', 'behind'] as const satisfies readonly Side[];
/** Accepting ignores waiting jobs, so one way of waiting is enough there. */
const acceptSides = ['empty', 'full', 'later'] as const satisfies readonly Side[];
type Services = Record<Side, Service>;
/** The runs of each side that took part. */
type Runs<Run> = Partial<Record<Side, Run[]>>;

export async function benchBacklog(stage: Stage, options: Options): Promise<Figure[]> {
  const figures: Figure[] = [];
  const kinds = options.quick ? stage.kinds.slice(0, 1) : stage.kinds;
  for (const kind of kinds) figures.push(...(await compare(stage, options, kind)));
  return figures;
}

async function compare(stage: Stage, options: Options, kind: DatabaseKind): Promise<Figure[]> {
  const open = (worker: boolean, before?: Services) =>
    onEachSide((side) => stage.service(kind, before ? { worker, database: before[side].database } : { worker }));
  const accepting = await open(false);
  await fill(accepting, options);
  const accepted = await runAccept(options, accepting);
  await onEachSide((side) => accepting[side].stop());
  if (kind === 'embedded') return acceptFigures(kind, options, accepted);
  await stage.upstream.breakConversations(STUCK);
  const working = await open(true, accepting);
  if (!options.quick) await untilStuckForLong(working.behind);
  const threaded = await runThreading(stage, options, working);
  const latencies = await runLatency(stage, options, working);
  await onEachSide((side) => working[side].stop());
  await stage.upstream.breakConversations(null);
  return [
    ...acceptFigures(kind, options, accepted),
    ...compared('threaded', options, threaded, (run) => run.perSecond),
    ...latencyFigures(options, latencies),
  ];
}

async function onEachSide<Value>(make: (side: Side) => Promise<Value>): Promise<Record<Side, Value>> {
  const made: [Side, Value][] = [];
  for (const side of sides) made.push([side, await make(side)]);
  return Object.fromEntries(made) as Record<Side, Value>;
}

async function fill(services: Services, options: Options): Promise<void> {
  const startedAt = performance.now();
  for (const statement of fillTables(options)) await services.full.sql(statement);
  for (const statement of fillJobsForLater(options.jobs)) await services.later.sql(statement);
  for (const statement of fillJobsBehindStuckOnes(options.jobs)) await services.behind.sql(statement);
  await onEachSide((side) => services[side].sql('VACUUM ANALYZE'));
  progress(`filled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}

/** The first tries follow one another within seconds, so we measure after them. */
async function untilStuckForLong(service: Service): Promise<void> {
  const deadline = performance.now() + STUCK_PATIENCE_MS;
  while (!(await isStuckForLong(service))) {
    if (performance.now() > deadline)
      throw new Error('The stuck jobs were not tried often enough within a minute and a half.');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function isStuckForLong(service: Service): Promise<boolean> {
  const [row] = (await service.sql(fewestTries)) as { tries: number | null }[];
  return Number(row?.tries ?? 0) >= TRIES;
}

async function runAccept(options: Options, services: Services): Promise<Runs<Accepted>> {
  for (const side of acceptSides) await warmUp(services[side]);
  const run = async (side: Side) => {
    const accepted = await measureAccept(services[side], options.acceptSeconds / 2, countJobs);
    progress(`accept, ${side}: ${accepted.perSecond.toFixed(0)}/s`);
    return accepted;
  };
  const runs = await alternate(options.rounds, byName(acceptSides, run));
  await onEachSide(async (side) => {
    await services[side].sql(clearJobs);
    await services[side].sql('VACUUM ANALYZE');
  });
  return runs;
}

async function runThreading(stage: Stage, options: Options, services: Services): Promise<Runs<Threaded>> {
  const texts = options.texts / 4;
  await onEachSide((side) => measureThreading(stage, services[side], texts / 2));
  return alternate(
    options.rounds,
    byName(sides, (side) => measureThreading(stage, services[side], texts)),
  );
}

async function runLatency(stage: Stage, options: Options, services: Services): Promise<Runs<Latencies>> {
  const count = options.pacedSeconds * 10;
  return alternate(
    options.rounds,
    byName(sides, (side) => measureLatency(stage, services[side], webhooks(count, textFrom))),
  );
}

function byName<Name extends Side, Outcome>(names: readonly Name[], run: (side: Side) => Promise<Outcome>) {
  return Object.fromEntries(names.map((side) => [side, () => run(side)])) as Record<Name, () => Promise<Outcome>>;
}

function acceptFigures(kind: DatabaseKind, options: Options, runs: Runs<Accepted>): Figure[] {
  return compared(`accepted, ${kind}`, options, runs, (run) => run.perSecond).map((figure, index) => {
    const side = acceptSides[index];
    return { ...figure, note: noteOf((side && runs[side]) ?? []) };
  });
}

/** The rate of each side as a share of the empty side's rate. */
function compared<Run>(what: string, options: Options, runs: Runs<Run>, rateOf: (run: Run) => number): Figure[] {
  const rates = (side: Side) => (runs[side] ?? []).map(rateOf);
  return namesOf(runs).map((side): Figure => {
    if (side === 'empty') return emptyFigure(what, rates(side), '/s');
    const { value, spread, noise } = compareMedians(rates(side), rates('empty'));
    const limit = { kind: 'least', at: 1 - MOST_LOST - noise } as const;
    return { part: 'c', name: `  share with ${named(side, options)}`, value, unit: '', limit, spread };
  });
}

function latencyFigures(options: Options, runs: Runs<Latencies>): Figure[] {
  return (['p50', 'p99'] as const).flatMap((point) => {
    const times = (side: Side) => (runs[side] ?? []).map((run) => run[point]);
    return namesOf(runs).map((side): Figure => {
      if (side === 'empty') return emptyFigure(`a text to Intercom, ${point}`, times(side), 'ms');
      const { value, spread, noise } = compareMedians(times(side), times('empty'));
      const limit = { kind: 'most', at: 1 + MOST_LOST + noise } as const;
      return { part: 'c', name: `  ratio with ${named(side, options)}`, value, unit: '', limit, spread };
    });
  });
}

function namesOf<Run>(runs: Runs<Run>): Side[] {
  return sides.filter((side) => runs[side] !== undefined);
}

function emptyFigure(what: string, values: readonly number[], unit: string): Figure {
  return { part: 'c', name: `${what}, empty tables`, value: median(values), unit, spread: spreadOf(values) };
}

function named(side: Side, { messages, jobs }: Options): string {
  if (side === 'full') return `${messages.toLocaleString('en')} texts stored`;
  return `${jobs.toLocaleString('en')} jobs ${side === 'later' ? 'for later' : 'behind stuck ones'}`;
}

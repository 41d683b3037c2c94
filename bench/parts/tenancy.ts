// (g) The cost of row-level security: the service as it is, beside one that runs every statement as the owner.

import { alternate, type Figure, median, ratios, spreadOf } from '../figures.ts';
import { fillThreads } from '../fill.ts';
import type { Options } from '../options.ts';
import type { Service, Stage } from '../stage.ts';
import { textFrom } from '../webhooks.ts';
import { countJobs, measureAccept, warmUp } from './accept.ts';
import { measureLatency, webhooks } from './latency.ts';
import { measurePanel } from './panel.ts';
import { measureThreading } from './thread.ts';

/** The share of the owner's rate that must be left. */
const LEAST_SHARE = 0.9;

interface Sides {
  scoped: Service;
  owner: Service;
}

export async function benchTenancy(stage: Stage, options: Options): Promise<Figure[]> {
  if (!stage.kinds.includes('postgres')) return [];
  const accepting = await open(stage, false);
  const accepted = await onBoth(options, accepting, {
    first: (service) => warmUp(service),
    run: async (service) => (await measureAccept(service, options.acceptSeconds, countJobs)).perSecond,
  });
  await close(accepting);
  const working = await open(stage, true);
  const threaded = await onBoth(options, working, {
    first: (service) => measureThreading(stage, service, options.texts / 4),
    run: async (service) => (await measureThreading(stage, service, options.texts / 2)).perSecond,
  });
  const paced = await onBoth(options, working, {
    first: async () => {},
    run: async (service) => (await measureLatency(stage, service, webhooks(options.pacedSeconds * 20, textFrom))).p50,
  });
  await close(working);
  const looking = await open(stage, false);
  const opened = await onBoth(options, looking, {
    first: async (service) => {
      for (const statement of [...fillThreads(), 'VACUUM ANALYZE']) await service.sql(statement);
      await measurePanel('panel', service, options);
    },
    run: async (service) => (await measurePanel('panel', service, options)).p50,
  });
  await close(looking);
  return [
    ...figuresOf('accepted', '/s', accepted, { kind: 'least', at: LEAST_SHARE }),
    ...figuresOf('threaded', '/s', threaded, { kind: 'least', at: LEAST_SHARE }),
    ...figuresOf('a text to Intercom, p50', 'ms', paced, { kind: 'most', at: 2 - LEAST_SHARE }),
    ...figuresOf('a panel opened, p50', 'ms', opened, { kind: 'most', at: 2 - LEAST_SHARE }),
  ];
}

async function open(stage: Stage, worker: boolean): Promise<Sides> {
  const scoped = await stage.service('postgres', { worker });
  return { scoped, owner: await stage.service('postgres', { worker, asOwner: true }) };
}

async function close({ scoped, owner }: Sides): Promise<void> {
  await scoped.stop();
  await owner.stop();
}

interface Measure {
  first(service: Service): Promise<unknown>;
  run(service: Service): Promise<number>;
}

async function onBoth(options: Options, { scoped, owner }: Sides, { first, run }: Measure) {
  await first(scoped);
  await first(owner);
  return alternate(options.rounds, { scoped: () => run(scoped), owner: () => run(owner) });
}

function figuresOf(
  name: string,
  unit: string,
  runs: Record<keyof Sides, number[]>,
  limit: NonNullable<Figure['limit']>,
): Figure[] {
  const shares = ratios(runs.scoped, runs.owner);
  return [
    { part: 'g', name, value: median(runs.scoped), unit, spread: spreadOf(runs.scoped) },
    { part: 'g', name: '  as the owner', value: median(runs.owner), unit, spread: spreadOf(runs.owner) },
    { part: 'g', name: '  ratio', value: median(shares), unit: '', spread: spreadOf(shares), limit },
  ];
}

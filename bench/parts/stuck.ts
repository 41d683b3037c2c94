// (f) One thread whose every call is answered 503: the delay that it causes for the others.
import { threads } from '../company.ts';
import { alternate, compareMedians, type Figure, median, spreadOf } from '../figures.ts';
import type { Options } from '../options.ts';
import type { Service, Stage } from '../stage.ts';
import { textFrom } from '../webhooks.ts';
import { type Latencies, measureLatency, webhooks } from './latency.ts';
import { Sender } from './send.ts';

/** Texts that wait behind the stuck one. */
const BEHIND = 30;

export async function benchStuck(stage: Stage, options: Options): Promise<Figure[]> {
  const [kind] = stage.kinds;
  const [stuck, ...others] = threads;
  if (!kind || !stuck) return [];
  const free = await stage.service(kind, { worker: true });
  const hindered = await stage.service(kind, { worker: true });
  await stage.upstream.breakConversations(stuck.conversationId);
  const sender = new Sender(hindered.url, 1);
  for (const webhook of webhooks(BEHIND, textFrom, [stuck])) await sender.send(webhook);
  sender.close();
  const count = options.pacedSeconds * 20;
  const run = (service: Service) => measureLatency(stage, service, webhooks(count, textFrom, others));
  await run(free);
  await run(hindered);
  const runs = await alternate(options.rounds, { free: () => run(free), hindered: () => run(hindered) });
  await stage.upstream.breakConversations(null);
  await free.stop();
  await hindered.stop();
  return figuresOf(runs.free, runs.hindered);
}

/** Two runs are unchanged if they differ by no more than equal runs do. */
function figuresOf(free: readonly Latencies[], hindered: readonly Latencies[]): Figure[] {
  const [without, beside] = [free.map((run) => run.p99), hindered.map((run) => run.p99)];
  const { value, spread, noise } = compareMedians(beside, without);
  const limit = { kind: 'most', at: 1.1 + noise } as const;
  return [
    { part: 'f', name: 'p99 beside a stuck thread', value: median(beside), unit: 'ms', spread: spreadOf(beside) },
    { part: 'f', name: '  without', value: median(without), unit: 'ms', spread: spreadOf(without) },
    { part: 'f', name: '  ratio', value, unit: '', limit, spread },
  ];
}

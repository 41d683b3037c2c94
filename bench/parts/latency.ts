// (b) The time from a webhook to the call that it leads to, at a steady pace.
import { threads } from '../company.ts';
import { alternate, type Figure, median, percentile, spreadOf } from '../figures.ts';
import type { Options } from '../options.ts';
import { progress } from '../report.ts';
import type { Service, Stage } from '../stage.ts';
import { replyIn, textFrom, type Webhook } from '../webhooks.ts';
import { Sender } from './send.ts';

/** Twenty a second. */
const EVERY_MS = 50;
const MOST_P50 = 25;
const MOST_P99 = 120;

/** Milliseconds from sending a webhook to the arrival of its call upstream. */
export interface Latencies {
  p50: number;
  p99: number;
}

export async function benchLatency(stage: Stage, options: Options): Promise<Figure[]> {
  const [kind] = stage.kinds;
  if (!kind) return [];
  const service = await stage.service(kind, { worker: true });
  const count = (options.pacedSeconds * 1000) / EVERY_MS;
  await measureLatency(stage, service, webhooks(count, textFrom));
  await measureLatency(stage, service, webhooks(count, replyIn));
  const runs = await alternate(options.rounds, {
    text: () => measureLatency(stage, service, webhooks(count, textFrom)),
    reply: () => measureLatency(stage, service, webhooks(count, replyIn)),
  });
  await service.stop();
  return [...figuresOf('a text to Intercom', runs.text), ...figuresOf('a reply to Twilio', runs.reply)];
}

function figuresOf(what: string, runs: readonly Latencies[]): Figure[] {
  const [p50, p99] = [runs.map((run) => run.p50), runs.map((run) => run.p99)];
  const unit = 'ms';
  return [
    {
      part: 'b',
      name: `${what}, p50`,
      value: median(p50),
      unit,
      spread: spreadOf(p50),
      limit: { kind: 'most', at: MOST_P50 },
    },
    {
      part: 'b',
      name: `${what}, p99`,
      value: median(p99),
      unit,
      spread: spreadOf(p99),
      limit: { kind: 'most', at: MOST_P99 },
    },
  ];
}

/** Makes the webhooks before the clock runs, each in a thread of its own while there are threads. */
export function webhooks(
  count: number,
  make: (thread: (typeof threads)[number]) => Webhook,
  from = threads,
): Webhook[] {
  return Array.from({ length: count }, (_, turn) => {
    const thread = from[turn % from.length];
    if (!thread) throw new Error('There is no thread to write in.');
    return make(thread);
  });
}

/** Throws unless every webhook led to its call. */
export async function measureLatency(stage: Stage, service: Service, list: readonly Webhook[]): Promise<Latencies> {
  await service.sql('ANALYZE');
  await stage.upstream.takeCalls();
  const sender = new Sender(service.url, 16);
  const sent = await sender.pace(list, EVERY_MS);
  sender.close();
  const came = await stage.upstream.awaitCalls(list.length, 60_000);
  const arrivals = new Map((await stage.upstream.takeCalls()).map((call) => [call.words, call.at]));
  if (!came) throw new Error(`Of ${list.length} webhooks ${arrivals.size} led to a call within a minute.`);
  const times = sent.map(({ webhook, at }) => ((arrivals.get(webhook.words) ?? Number.NaN) - at) / 1000);
  const latencies = { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
  progress(`latency: p50 ${latencies.p50.toFixed(1)} ms, p99 ${latencies.p99.toFixed(1)} ms`);
  return latencies;
}

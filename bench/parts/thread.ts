// (b) Texts threaded a second, from the first webhook to the last call upstream, with everything on the same two cores.
import { threads } from '../company.ts';
import { alternate, type Figure, median, spreadOf } from '../figures.ts';
import type { Options } from '../options.ts';
import {
  type CpuUse,
  cpuSeconds,
  describeCpu,
  familyCpuSeconds,
  familyMb,
  meterCpu,
  ownCpuSeconds,
  residentMb,
} from '../processes.ts';
import { progress } from '../report.ts';
import type { Service, Stage } from '../stage.ts';
import type { Call } from '../upstream.ts';
import { textPool } from '../webhooks.ts';
import { Sender, type Sent } from './send.ts';

const CONNECTIONS = 32;
const LEAST_PER_SECOND = 400;
/** Memory of the service alone, and of the service with its embedded database. */
const MOST_MEGABYTES = { postgres: 220, embedded: 300 } as const;

/** The result of one run. */
export interface Threaded {
  perSecond: number;
  texts: number;
  seconds: number;
  /** The part of it until the last webhook was answered. */
  acceptSeconds: number;
  cpu: CpuUse;
}

export async function benchThread(stage: Stage, options: Options): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const kind of stage.kinds) {
    const service = await stage.service(kind, { worker: true });
    const { texts } = options;
    await measureThreading(stage, service, Math.ceil(texts / 4));
    const before = await commitsOf(service);
    const { runs } = await alternate(options.rounds, {
      runs: () => measureThreading(stage, service, texts),
    });
    const commits = (await commitsOf(service)) - before;
    const rates = runs.map((run) => run.perSecond);
    const familyShare = kind === 'embedded' ? familyMb(service.databasePid) : 0;
    const memory = residentMb(service.pid) + familyShare;
    await service.stop();
    const limit = { kind: 'least', at: LEAST_PER_SECOND } as const;
    const threaded = {
      part: 'b',
      name: `threaded, ${kind}`,
      value: median(rates),
      unit: '/s',
      spread: spreadOf(rates),
    };
    figures.push({ ...threaded, limit, note: boundOf(runs, commits) });
    const resident = { part: 'e', name: `resident memory after it, ${kind}`, value: memory, unit: 'MB' };
    figures.push({
      ...resident,
      limit: { kind: 'most', at: MOST_MEGABYTES[kind] },
      ...(kind === 'embedded' ? { note: `of it the database ${familyShare.toFixed(0)} MB` } : {}),
    });
  }
  return figures;
}

/** Accepts texts as fast as they come while the worker threads them; throws unless each arrived once and in order. */
export async function measureThreading(stage: Stage, service: Service, count: number): Promise<Threaded> {
  await service.sql('ANALYZE');
  await stage.upstream.takeCalls();
  const next = textPool(count);
  const webhooks = Array.from({ length: count }, next);
  const sender = new Sender(service.url, CONNECTIONS);
  const usedSince = meterCpu({
    service: () => cpuSeconds(service.pid),
    PostgreSQL: () => familyCpuSeconds(service.databasePid),
    upstream: () => cpuSeconds(stage.upstream.pid),
    load: ownCpuSeconds,
  });
  const startedAt = performance.now();
  const sent = await sender.flood(webhooks, CONNECTIONS);
  const acceptSeconds = (performance.now() - startedAt) / 1000;
  const came = await stage.upstream.awaitCalls(count, 120_000);
  const cpu = usedSince();
  sender.close();
  const calls = await stage.upstream.takeCalls();
  if (!came) throw new Error(`Of ${count} texts ${calls.length} were threaded within 2 minutes.`);
  requireOnceAndInOrder(calls, sent);
  const firstAt = Math.min(...sent.map((one) => one.at));
  const seconds = (Math.max(...calls.map((call) => call.at)) - firstAt) / 1e6;
  progress(`thread: ${count} texts, ${(count / seconds).toFixed(0)}/s, accepted within ${acceptSeconds.toFixed(1)} s`);
  return { perSecond: count / seconds, texts: count, seconds, acceptSeconds, cpu };
}

/** A text that was answered before another one was even sent comes before it. */
export function requireOnceAndInOrder(calls: readonly Call[], sent: readonly Sent[]): void {
  const waiting = new Map(sent.map((one) => [one.webhook.words, one]));
  const newest = new Map<string, number>();
  for (const { to, words } of calls) {
    const one = waiting.get(words);
    if (!one) throw new Error('A text was threaded twice, or was not sent in this run.');
    waiting.delete(words);
    if (one.answeredAt < (newest.get(to) ?? 0)) throw new Error('A text was threaded after a newer one of its thread.');
    newest.set(to, Math.max(one.at, newest.get(to) ?? 0));
  }
  if (waiting.size > 0) throw new Error(`${waiting.size} of ${sent.length} texts were not threaded.`);
}

/** The CPU time of each party, without the waits. */
function boundOf(runs: readonly Threaded[], commits: number): string {
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  const texts = runs.reduce((sum, run) => sum + run.texts, 0);
  const uses = runs.map((run) => run.cpu);
  const shares = Object.keys(uses[0] ?? {}).map((name) => {
    const used = uses.reduce((sum, use) => sum + (use[name] ?? 0), 0);
    return `${name} ${Math.round((used / seconds) * 100)} %`;
  });
  const perText = (commits / texts).toFixed(2);
  return `of a core: ${shares.join(', ')}; ms of CPU a text: ${describeCpu(uses, texts)}; ${perText} transactions a text; ${threads.length} threads`;
}

/** Transactions of the database so far, ours and the queue's. */
async function commitsOf(service: Service): Promise<number> {
  // Sessions report to the statistics with up to a second's delay.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const text = 'SELECT xact_commit AS commits FROM pg_stat_database WHERE datname = current_database()';
  const [row] = (await service.sql(text)) as { commits: number | string }[];
  return Number(row?.commits ?? Number.NaN);
}

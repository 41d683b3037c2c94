// (k) Texts that a workspace's own system sends by the API: how many a second, how soon each is answered, and the delay that a
// flood by one key causes for agents' replies, in the same workspace and in others.
import { contactAttributes } from '../../src/domain/contact-attributes.ts';
import { threads } from '../company.ts';
import { alternate, type Figure, median, percentile, ratios, spreadOf } from '../figures.ts';
import type { Options } from '../options.ts';
import { type CpuUse, cpuSeconds, describeCpu, familyCpuSeconds, meterCpu } from '../processes.ts';
import { progress } from '../report.ts';
import type { DatabaseKind, Service, Stage } from '../stage.ts';
import { callTo, replyIn, type Webhook } from '../webhooks.ts';
import { webhooks } from './latency.ts';
import { Sender, type Sent } from './send.ts';

const CONNECTIONS = 32;
const LEAST_PER_SECOND = 400;
/** Fifty a second. */
const CALL_EVERY_MS = 20;
const MOST_CALL_P99 = 100;

const REPLY_EVERY_MS = 50;
const MOST_RATIO = 1.25;
const MOST_REPLY_P99 = 120;
const PATIENCE_MS = 180_000;

const [flooding] = threads;

export async function benchApi(stage: Stage, options: Options): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const kind of stage.kinds) figures.push(...(await benchOn(stage, options, kind)));
  return figures;
}

async function benchOn(stage: Stage, options: Options, kind: DatabaseKind): Promise<Figure[]> {
  const service = await stage.service(kind, { worker: true });
  await leaveContactsAlone(service);
  await measureCalls(stage, service, 1);
  const most: Run[] = [];
  const paced: number[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    most.push(await measureCalls(stage, service, options.acceptSeconds));
    paced.push(await measurePaced(stage, service, options.pacedSeconds));
  }
  await measureReplies(stage, service, options, false);
  const replies = await alternate(options.rounds, {
    quiet: () => measureReplies(stage, service, options, false),
    flooded: () => measureReplies(stage, service, options, true),
  });
  await service.stop();
  const isHeldToIt = kind === 'postgres';
  const compared = ratios(replies.flooded, replies.quiet);
  return [
    {
      ...figure(
        `texts by the API, ${kind}`,
        '/s',
        most.map(({ perSecond }) => perSecond),
        isHeldToIt ? { kind: 'least', at: LEAST_PER_SECOND } : null,
      ),
      note: costOf(most),
    },
    figure(`a call at 50/s, ${kind}, p99`, 'ms', paced, { kind: 'most', at: MOST_CALL_P99 }),
    figure(`a reply beside nothing, ${kind}, p99`, 'ms', replies.quiet, null),
    figure(`a reply beside a flood by one key, ${kind}, p99`, 'ms', replies.flooded, {
      kind: 'most',
      at: MOST_REPLY_P99,
    }),
    figure('  as much as beside nothing', '', compared, { kind: 'most', at: MOST_RATIO }),
  ];
}

function costOf(runs: readonly Run[]): string {
  const texts = runs.reduce((sum, run) => sum + run.texts, 0);
  const statements = runs.reduce((sum, run) => sum + run.statements, 0) / texts;
  const cpu = describeCpu(
    runs.map((run) => run.cpu),
    texts,
  );
  return `ms of CPU a text, with its sending: ${cpu}; ${statements.toFixed(1)} statements`;
}

function figure(name: string, unit: string, runs: readonly number[], limit: Figure['limit'] | null): Figure {
  return { part: 'k', name, value: median(runs), unit, spread: spreadOf(runs), ...(limit ? { limit } : {}) };
}

/** A minute after a text its contact would be told of it, in another run. */
async function leaveContactsAlone(service: Service): Promise<void> {
  const since = new Date().toISOString();
  const attributesOff = contactAttributes.map(({ name }) => ({ name, why: 'refused', since }));
  await service.sql(`UPDATE workspaces SET settings = settings || '${JSON.stringify({ attributesOff })}'`);
}

const calls = (count: number): Webhook[] => webhooks(count, callTo, flooding === undefined ? [] : [flooding]);

/** Processor time and statements are those of a text until it has gone. */
interface Run {
  perSecond: number;
  texts: number;
  cpu: CpuUse;
  statements: number;
}

/** Calls answered 200 a second, while their texts go out; throws unless each text is stored. */
async function measureCalls(stage: Stage, service: Service, seconds: number): Promise<Run> {
  await service.sql('ANALYZE');
  const before = await countTexts(service);
  const statementsBefore = await service.statements();
  const usedSince = meterCpu({
    service: () => cpuSeconds(service.pid),
    PostgreSQL: () => familyCpuSeconds(service.databasePid),
  });
  const sender = new Sender(service.url, CONNECTIONS);
  const endsAt = performance.now() + seconds * 1000;
  const startedAt = performance.now();
  const answered = await callUntil(sender, () => performance.now() >= endsAt);
  const perSecond = answered / ((performance.now() - startedAt) / 1000);
  sender.close();
  const stored = (await countTexts(service)) - before;
  if (stored < answered) throw new Error(`${answered} calls were answered and ${stored} texts are stored.`);
  progress(`api: ${perSecond.toFixed(0)} texts/s`);
  await untilSent(stage, service);
  return { perSecond, texts: answered, cpu: usedSince(), statements: (await service.statements()) - statementsBefore };
}

/** Runs one loop for each connection; returns the number of answers. */
async function callUntil(sender: Sender, isOver: () => boolean): Promise<number> {
  let answered = 0;
  const loop = async () => {
    while (!isOver()) {
      const [call] = calls(1);
      if (call) await sender.send(call);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, loop));
  return answered;
}

/** The 99th percentile of the milliseconds in which calls at a steady pace are answered. */
async function measurePaced(stage: Stage, service: Service, seconds: number): Promise<number> {
  const sender = new Sender(service.url, CONNECTIONS);
  const sent = await sender.pace(calls((seconds * 1000) / CALL_EVERY_MS), CALL_EVERY_MS);
  sender.close();
  const p99 = percentile(
    sent.map(({ at, answeredAt }) => (answeredAt - at) / 1000),
    0.99,
  );
  progress(`api: a call at 50/s, p99 ${p99.toFixed(1)} ms`);
  await untilSent(stage, service);
  return p99;
}

/** The 99th percentile of the milliseconds from a reply's webhook to its call to Twilio. */
async function measureReplies(
  stage: Stage,
  service: Service,
  { pacedSeconds }: Options,
  isFlooded: boolean,
): Promise<number> {
  await service.sql('ANALYZE');
  await stage.upstream.takeCalls();
  const [flood, pacing] = [new Sender(service.url, CONNECTIONS), new Sender(service.url, 16)];
  const count = (pacedSeconds * 1000) / REPLY_EVERY_MS;
  // Every other reply is one of the workspace whose key floods.
  const own = threads.filter(({ workspaceId }) => workspaceId === flooding?.workspaceId);
  const from = own.flatMap((thread, index) => [thread, ...threads.slice(index + 1, index + 2)]);
  let isOver = false;
  const flooded = isFlooded ? callUntil(flood, () => isOver) : Promise.resolve(0);
  const sent = await pacing.pace(webhooks(count, replyIn, from), REPLY_EVERY_MS);
  const arrivals = await untilArrived(stage, sent);
  isOver = true;
  const floodCalls = await flooded;
  flood.close();
  pacing.close();
  await untilSent(stage, service);
  const p99 = percentile(
    sent.map(({ webhook, at }) => ((arrivals.get(webhook.words) ?? Number.NaN) - at) / 1000),
    0.99,
  );
  progress(`api: a reply beside ${floodCalls} calls, p99 ${p99.toFixed(1)} ms`);
  return p99;
}

/** The time at which each of these came to Twilio; throws where one does not come. */
async function untilArrived(stage: Stage, sent: readonly Sent[]): Promise<Map<string, number>> {
  const arrivals = new Map<string, number>();
  const deadline = performance.now() + PATIENCE_MS;
  while (!sent.every(({ webhook }) => arrivals.has(webhook.words))) {
    if (performance.now() > deadline) throw new Error('A reply did not come to Twilio.');
    await stage.upstream.awaitCalls(1, 100);
    for (const { words, at } of await stage.upstream.takeCalls()) arrivals.set(words, at);
  }
  return arrivals;
}

async function countTexts(service: Service): Promise<number> {
  return countOf(service, `SELECT count(*) FROM messages WHERE direction = 'out'`);
}

/** Waits until no text is left to be sent, so that the next run begins in peace. */
async function untilSent(stage: Stage, service: Service): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while ((await countOf(service, `SELECT count(*) FROM messages WHERE direction = 'out' AND state = 'pending'`)) > 0) {
    if (performance.now() > deadline) throw new Error('Texts of the API did not go out.');
    await stage.upstream.awaitCalls(1, 250);
    await stage.upstream.takeCalls();
  }
}

async function countOf(service: Service, query: string): Promise<number> {
  const [row] = (await service.sql(query)) as { count: string | number }[];
  return Number(row?.count ?? Number.NaN);
}

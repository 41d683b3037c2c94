// (h) The delay that one workspace's flood causes for another, with one process or two: the flood is served, rate-limited or
// has its token revoked. Also the delay that a workspace's own bulk causes for the replies of its agents.
import { accessTokenOf, customerStatements, threadOf, threads } from '../company.ts';
import { type Figure, percentile } from '../figures.ts';
import type { Options } from '../options.ts';
import { progress } from '../report.ts';
import type { DatabaseKind, Service, Stage } from '../stage.ts';
import { replyIn, textPool, type Webhook } from '../webhooks.ts';
import { webhooks } from './latency.ts';
import { Sender, type Sent } from './send.ts';
import { requireOnceAndInOrder } from './thread.ts';

const FLOODING = 0;
const CUSTOMERS = 1_000;
const CONNECTIONS = 32;
/** Twenty a second. */
const EVERY_MS = 50;
const MOST_P99 = 2_000;
const PATIENCE_MS = 120_000;

const hindrances = { served: null, 'rate-limited': 429, revoked: 401 } as const;
type Flood = keyof typeof hindrances;

const flooders = Array.from({ length: CUSTOMERS }, (_, index) => threadOf(threads.length + index, FLOODING));

type Maker = (count: number, of: typeof threads) => Webhook[];

/** The texts and replies of the other workspace. */
const others: Readonly<Record<'texts' | 'replies', Maker>> = {
  texts: (count, of) => make(count, of),
  replies: (count, of) => webhooks(count, replyIn, of),
};

export async function benchFairness(stage: Stage, options: Options): Promise<Figure[]> {
  const [kind] = stage.kinds;
  if (!kind) return [];
  const figures: Figure[] = [];
  const beside = async (flood: Flood, what: keyof typeof others, isApart: boolean) => {
    const { service, stop } = isApart ? await processesApart(stage, kind) : await oneProcess(stage, kind);
    const delays = await measureBeside(stage, service, flood, others[what], options);
    await stop();
    const name = `${what} beside {flood} ${flood}${isApart ? ', web and worker apart' : ''}`;
    figures.push(...figuresOf(name, options.jobs, delays));
  };
  for (const flood of Object.keys(hindrances) as Flood[]) await beside(flood, 'texts', false);
  await beside('served', 'replies', false);
  // An embedded database belongs to one process.
  if (kind === 'postgres') for (const what of ['texts', 'replies'] as const) await beside('served', what, true);
  const { service, stop } = await oneProcess(stage, kind);
  const delays = await measureRank(stage, service, options);
  figures.push(...figuresOf('replies beside {flood} in bulk of the same workspace', options.jobs, delays));
  await stop();
  return figures;
}

interface Running {
  service: Service;
  stop(): Promise<void>;
}

async function oneProcess(stage: Stage, kind: DatabaseKind): Promise<Running> {
  const service = await stage.service(kind, { worker: true });
  for (const statement of customerStatements(flooders)) await service.sql(statement);
  return { service, stop: () => service.stop() };
}

async function processesApart(stage: Stage, kind: DatabaseKind): Promise<Running> {
  const service = await stage.service(kind, { worker: false, role: 'web' });
  for (const statement of customerStatements(flooders)) await service.sql(statement);
  const worker = await stage.service(kind, { worker: true, role: 'worker', database: service.database });
  return {
    service,
    async stop() {
      await worker.stop();
      await service.stop();
    },
  };
}

/** Milliseconds that each text or reply of the other workspace took upstream, during the flood and well after it. */
async function measureBeside(
  stage: Stage,
  service: Service,
  flood: Flood,
  makeOthers: Maker,
  options: Options,
): Promise<number[]> {
  const token = accessTokenOf(flooders[0]?.workspaceId ?? '');
  await stage.upstream.hinderToken(token, hindrances[flood]);
  await stage.upstream.takeCalls();
  const texts = make(options.jobs, flooders);
  const quiet = threads.filter(({ workspaceId }) => workspaceId === threads[FLOODING + 1]?.workspaceId);
  const flooding = new Sender(service.url, CONNECTIONS);
  const pacing = new Sender(service.url, CONNECTIONS);
  let stored = false;
  const startedAt = performance.now();
  const stormed = flooding.flood(texts, CONNECTIONS).then((sent) => {
    progress(`fairness: the flood was accepted in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    stored = true;
    return sent;
  });
  const sent: Sent[] = [];
  const batch = options.pacedSeconds * 20;
  while (!stored) sent.push(...(await pacing.pace(makeOthers(batch, quiet), EVERY_MS)));
  sent.push(...(await pacing.pace(makeOthers(batch, quiet), EVERY_MS)));
  const flooded = await stormed;
  const expected = sent.length + (flood === 'served' ? flooded.length : 0);
  await stage.upstream.awaitCalls(expected, PATIENCE_MS);
  const calls = await stage.upstream.takeCalls();
  await stage.upstream.hinderToken(token, null);
  flooding.close();
  pacing.close();
  requireOnceAndInOrder(calls, flood === 'served' ? [...sent, ...flooded] : sent);
  const arrivals = new Map(calls.map((call) => [call.words, call.at]));
  return sent.map(({ webhook, at }) => ((arrivals.get(webhook.words) ?? Number.NaN) - at) / 1000);
}

/** Milliseconds that each reply of the workspace took to Twilio while its own bulk was stored and sent. */
async function measureRank(stage: Stage, service: Service, options: Options): Promise<number[]> {
  await stage.upstream.takeCalls();
  const own = threads.filter(({ workspaceId }) => workspaceId === flooders[0]?.workspaceId);
  const pacing = new Sender(service.url, CONNECTIONS);
  const startedAt = performance.now();
  let isStored = false;
  const stored = service.bulk(flooders, options.jobs).then(() => {
    progress(`fairness: the bulk was stored in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    isStored = true;
  });
  const sent: Sent[] = [];
  const batch = options.pacedSeconds * 20;
  const replies = () => webhooks(batch, replyIn, own);
  while (!isStored) sent.push(...(await pacing.pace(replies(), EVERY_MS)));
  sent.push(...(await pacing.pace(replies(), EVERY_MS)));
  await stored;
  await stage.upstream.awaitCalls(sent.length + options.jobs, PATIENCE_MS);
  const arrivals = new Map((await stage.upstream.takeCalls()).map((call) => [call.words, call.at]));
  pacing.close();
  if (arrivals.size < sent.length + options.jobs)
    throw new Error(`Of ${sent.length + options.jobs} texts ${arrivals.size} were handed over.`);
  return sent.map(({ webhook, at }) => ((arrivals.get(webhook.words) ?? Number.NaN) - at) / 1000);
}

function make(count: number, from: typeof threads): Webhook[] {
  return Array.from({ length: count }, textPool(0, from));
}

/** `name` holds `{flood}` for the size of the flood. */
function figuresOf(named: string, size: number, delays: readonly number[]): Figure[] {
  const name = named.replace('{flood}', `${size.toLocaleString('en')} texts`);
  const value = percentile(delays, 0.99);
  const note = `p50 ${percentile(delays, 0.5).toFixed(0)} ms, at most ${Math.max(...delays).toFixed(0)} ms, of ${delays.length}`;
  return [{ part: 'h', name: `${name}, p99`, value, unit: 'ms', limit: { kind: 'most', at: MOST_P99 }, note }];
}

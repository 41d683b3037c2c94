// (a) Signed texts accepted a second, beside a bare handler on the same server that verifies the same form and stores it.
import autocannon from 'autocannon';
import { alternate, type Figure, median, ratios, spreadOf } from '../figures.ts';
import type { Options } from '../options.ts';
import { type CpuUse, cpuSeconds, describeCpu, familyCpuSeconds, meterCpu, ownCpuSeconds } from '../processes.ts';
import { progress } from '../report.ts';
import type { DatabaseKind, Service, Stage } from '../stage.ts';
import { textPool } from '../webhooks.ts';

const CONNECTIONS = 32;

/** The share of the bare handler's rate that the service must reach. */
const LEAST_SHARE = 0.8;

/** More than any run takes, so that none is signed while the clock runs. */
const READY_PER_SECOND = 9_000;

export async function benchAccept(stage: Stage, options: Options): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const kind of stage.kinds) figures.push(...(await compare(stage, options, kind)));
  return figures;
}

async function compare(stage: Stage, options: Options, kind: DatabaseKind): Promise<Figure[]> {
  const service = await stage.service(kind, { worker: false });
  const bare = await stage.bare(service);
  const run = async (name: string, from: Service, count: string) => {
    const accepted = await measureAccept(from, options.acceptSeconds, count);
    progress(`accept, ${kind}, ${name}: ${accepted.perSecond.toFixed(0)}/s`);
    return accepted;
  };
  await warmUp(service);
  await warmUp(bare);
  const runs = await alternate(options.rounds, {
    bare: () => run('bare', bare, 'SELECT count(*) AS stored FROM texts'),
    service: () => run('service', service, countJobs),
  });
  await bare.stop();
  await service.stop();
  const [own, other] = [runs.service.map((one) => one.perSecond), runs.bare.map((one) => one.perSecond)];
  const shares = ratios(own, other);
  const share = { value: median(shares), spread: spreadOf(shares), limit: { kind: 'least', at: LEAST_SHARE } } as const;
  return [
    {
      part: 'a',
      name: `accepted, ${kind}`,
      value: median(own),
      unit: '/s',
      spread: spreadOf(own),
      note: noteOf(runs.service),
    },
    {
      part: 'a',
      name: `  bare handler`,
      value: median(other),
      unit: '/s',
      spread: spreadOf(other),
      note: noteOf(runs.bare),
    },
    { part: 'a', name: `  share of bare`, unit: '', ...share },
  ];
}

/** The result of one run. */
export interface Accepted {
  perSecond: number;
  texts: number;
  p50: number;
  p99: number;
  cpu: CpuUse;
}

export function noteOf(runs: readonly Accepted[]): string {
  const texts = runs.reduce((sum, run) => sum + run.texts, 0);
  const [p50, p99] = [median(runs.map((run) => run.p50)), median(runs.map((run) => run.p99))];
  const cpu = describeCpu(
    runs.map((run) => run.cpu),
    texts,
  );
  return `answered in ${p50} ms (p50), ${p99} ms (p99); ms of CPU a text: ${cpu}`;
}

/** A text counts as stored when its job is. */
export const countJobs = `
  SELECT count(*) AS stored FROM messages m JOIN pgboss.job j ON j.name = 'receive-text' AND j.data->>'messageId' = m.id::text`;

/** Texts answered 200; throws unless every one of them is in the database afterwards, as `count` finds them. */
export async function measureAccept(service: Service, seconds: number, count: string | null): Promise<Accepted> {
  await service.sql('ANALYZE');
  const before = await stored(service, count);
  const next = textPool(READY_PER_SECOND * seconds);
  const setupRequest = (request: object) => {
    const { path, headers, body } = next();
    return { ...request, method: 'POST', path, headers: { ...headers }, body };
  };
  const usedSince = meterCpu({
    service: () => cpuSeconds(service.pid),
    PostgreSQL: () => familyCpuSeconds(service.databasePid),
    load: ownCpuSeconds,
  });
  const result = await autocannon({
    url: service.url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [{ setupRequest }],
  });
  const cpu = usedSince();
  const { non2xx, errors, timeouts, duration, latency, '2xx': texts } = result;
  if (non2xx + errors + timeouts > 0)
    throw new Error(`${non2xx} texts were refused, ${errors + timeouts} had no answer.`);
  const now = (await stored(service, count)) - before;
  if (now < texts) throw new Error(`${texts} texts were accepted and ${now} are stored.`);
  return { perSecond: texts / duration, texts, p50: latency.p50, p99: latency.p99, cpu };
}

/** Lets both sides be compiled and open their connections. */
export async function warmUp(service: Service): Promise<void> {
  await measureAccept(service, 1, null);
}

async function stored(service: Service, count: string | null): Promise<number> {
  if (count === null) return Number.NaN;
  const [row] = (await service.sql(count)) as { stored: number | string }[];
  return Number(row?.stored ?? Number.NaN);
}

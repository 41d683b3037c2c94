// (i) The cost of limits and hours: replies of a workspace with all of them on beside those of one without, all to one country's count.
import { contactAttributes } from '../../src/domain/contact-attributes.ts';
import { OUR_NUMBER, threads } from '../company.ts';
import { alternate, type Figure, median, ratios, spreadOf } from '../figures.ts';
import type { Options } from '../options.ts';
import { type CpuUse, cpuSeconds, familyCpuSeconds, meterCpu } from '../processes.ts';
import { progress } from '../report.ts';
import type { Service, Stage } from '../stage.ts';
import { replyIn } from '../webhooks.ts';
import { webhooks } from './latency.ts';
import { Sender } from './send.ts';
import { requireOnceAndInOrder } from './thread.ts';

const CONNECTIONS = 16;
const MOST_RATIO = 1.05;
const PATIENCE_MS = 120_000;

/** So high and wide that nothing waits; the prices have the money counted, too. */
const limits = {
  dailyTexts: 1_000_000,
  dailyMoney: { amount: '1000000', currency: 'USD' },
  segmentCap: 20,
  prices: { currency: 'USD', perSegment: { US: '0.0083' } },
  ...{ quietHours: true, holidays: true, textsFrom: '00:00', textsUntil: '23:59' },
  ...{ afterHoursReply: 'We are closed.', greeting: 'Hello!', confirmStops: 'always' },
};

interface Run {
  perSecond: number;
  /** Milliseconds of processor time a reply, of the service and its database. */
  cpuMs: number;
  /** Statements a reply. */
  statements: number;
}

export async function benchLimits(stage: Stage, options: Options): Promise<Figure[]> {
  if (!stage.kinds.includes('postgres')) return [];
  const without = await stage.service('postgres', { worker: true });
  const limited = await stage.service('postgres', { worker: true });
  // No contact is to be shown what became of its last text: that comes a minute later, in another run.
  const since = new Date().toISOString();
  const attributesOff = contactAttributes.map(({ name }) => ({ name, why: 'refused', since }));
  for (const [service, chosen] of [
    [limited, { ...limits, attributesOff }],
    [without, { attributesOff }],
  ] as const)
    await service.sql(`UPDATE workspaces SET settings = settings || '${JSON.stringify(chosen)}'`);
  const sides = { limited: () => measure(stage, limited, options), without: () => measure(stage, without, options) };
  await alternate(1, sides);
  const runs = await alternate(options.rounds, sides);
  await limited.stop();
  await without.stop();
  return [
    ...figuresOf('replies of one workspace with limits', '/s', runs, 'perSecond', {
      kind: 'least',
      at: 1 / MOST_RATIO,
    }),
    ...figuresOf('processor time a reply with limits', 'ms', runs, 'cpuMs', { kind: 'most', at: MOST_RATIO }),
    ...figuresOf('statements a reply with limits', '', runs, 'statements', { kind: 'most', at: MOST_RATIO }),
  ];
}

function figuresOf(
  name: string,
  unit: string,
  runs: Record<'limited' | 'without', Run[]>,
  what: keyof Run,
  limit: NonNullable<Figure['limit']>,
): Figure[] {
  const [own, other] = [runs.limited.map((run) => run[what]), runs.without.map((run) => run[what])];
  const shares = ratios(own, other);
  return [
    { part: 'i', name, value: median(own), unit, spread: spreadOf(own) },
    { part: 'i', name: '  without limits', value: median(other), unit, spread: spreadOf(other) },
    { part: 'i', name: '  ratio', value: median(shares), unit: '', spread: spreadOf(shares), limit },
  ];
}

/** All of one workspace, so that every hand-over counts in the same row. */
async function measure(stage: Stage, service: Service, { texts }: Options): Promise<Run> {
  const own = threads.filter(
    ({ workspaceId, sender }) => workspaceId === threads[0]?.workspaceId && sender === OUR_NUMBER,
  );
  const list = webhooks(texts / 10, replyIn, own);
  await service.sql('ANALYZE');
  await stage.upstream.takeCalls();
  const statements = await service.statements();
  const usedSince = meterCpu({
    service: () => cpuSeconds(service.pid),
    PostgreSQL: () => familyCpuSeconds(service.databasePid),
  });
  const sender = new Sender(service.url, CONNECTIONS);
  const startedAt = performance.now();
  const sent = await sender.flood(list, CONNECTIONS);
  const came = await stage.upstream.awaitCalls(list.length, PATIENCE_MS);
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = usedSince();
  const asked = (await service.statements()) - statements;
  sender.close();
  const calls = await stage.upstream.takeCalls();
  if (!came) throw new Error(`Of ${list.length} replies ${calls.length} were handed over within 2 minutes.`);
  requireOnceAndInOrder(calls, sent);
  progress(`limits: ${list.length} replies, ${(list.length / seconds).toFixed(0)}/s`);
  return {
    perSecond: list.length / seconds,
    cpuMs: (totalOf(cpu) / list.length) * 1000,
    statements: asked / list.length,
  };
}

function totalOf(cpu: CpuUse): number {
  return Object.values(cpu).reduce((sum, used) => sum + (Number.isNaN(used) ? 0 : used), 0);
}

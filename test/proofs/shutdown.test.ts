// A stop finishes the work under way within its time, and leaves the rest to the next process.
import net from 'node:net';
import { type DatabaseKind, onEachDatabase } from '../support/database/databases.ts';
import { expect, jest, test } from '../support/jest-globals.ts';
import { databaseVariables, ready, startService, stopServices } from '../support/process/service-process.ts';
import { until } from '../support/until.ts';
import { environmentFor, OUR_NUMBER, startVendors, type Vendors } from '../support/vendors.ts';

stopServices();
jest.setTimeout(90_000);

async function startScene(kind: DatabaseKind): Promise<{ vendors: Vendors; environment: Record<string, string> }> {
  const vendors = await startVendors({ latencyMs: () => 20 });
  const environment: Record<string, string> = {
    ...(await environmentFor(vendors)),
    ...(await databaseVariables(kind)),
    LOG_LEVEL: 'info',
  };
  vendors.connect(environment.PUBLIC_URL ?? '');
  return { vendors, environment };
}

const customer = (index: number) => `+1415555${String(1000 + index)}`;

/** The customers' words in Intercom, sorted. */
const threaded = (vendors: Vendors) =>
  vendors
    .saidInInbox()
    .filter((words) => /^text \d+$/.test(words))
    .sort();

/** Texts that were answered with 200, by their MessageSid. */
function accepted({ twilio }: Vendors): Set<string> {
  const answered = twilio.postOffice.log.filter(({ status }) => status === 200);
  return new Set(answered.flatMap(({ label }) => /SM\w+/.exec(label) ?? []));
}

onEachDatabase('stopping under load', (kind) => {
  test('SIGTERM drains within ten seconds, and all accepted is done once', async () => {
    const { vendors, environment } = await startScene(kind);
    const service = await ready(startService(environment));
    const words = new Map<string, string>();
    for (let index = 0; index < 40; index += 1) {
      const body = `text ${100 + index}`;
      words.set(vendors.twilio.text({ from: customer(index % 20), to: OUR_NUMBER, body }), body);
    }
    await until('some texts are accepted and threaded', () => threaded(vendors).length > 3);

    const stoppedAt = performance.now();
    service.kill('SIGTERM');
    expect(await service.exited).toBe(0);
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);
    expect(service.output()).toContain('"msg":"stopped"');

    const next = await ready(startService(environment));
    // Twilio tries for 15 s: on a slow machine that may be over before the next process listens.
    await until('Twilio has stopped trying', () => vendors.twilio.postOffice.waiting.length === 0, 30_000);
    const promised = [...accepted(vendors)].map((sid) => words.get(sid) ?? '');
    expect(promised.length).toBeGreaterThan(3);
    await until(
      'every accepted text is threaded',
      () => promised.every((body) => threaded(vendors).includes(body)),
      30_000,
    );
    expect(new Set(threaded(vendors)).size).toBe(threaded(vendors).length);
    next.kill('SIGINT');
    expect(await next.exited).toBe(0);
  });
});

test('a hanging vendor or endless caller holds up no stop', async () => {
  const { vendors, environment } = await startScene('embedded');
  const service = await ready(startService(environment));
  const { faults } = vendors.intercom;
  const calls = () => vendors.traffic.count('intercom');
  const before = calls();
  const texts = (index: number) =>
    vendors.twilio.text({ from: customer(index), to: OUR_NUMBER, body: `text ${index}` });

  // One text is to be tried again in a moment, another one's call is under way, and a caller is half through.
  faults.add({ kind: 'status', status: 500, times: 1 });
  texts(1);
  await until('the first try has failed', () => service.output().includes('"outcome":"retry"'));
  faults.add({ kind: 'delay', ms: 60_000 });
  texts(2);
  await until('the second text is being worked on', () => calls() > before + 1);
  const { hostname, port } = new URL(service.url);
  const caller = net.connect(Number(port), hostname);
  caller.on('error', () => {});
  const head = ['POST /webhooks/intercom HTTP/1.1', 'host: x', 'content-type: application/json', 'content-length: 100'];
  caller.write(`${head.join('\r\n')}\r\n\r\n{`);

  const stoppedAt = performance.now();
  service.kill('SIGTERM');
  expect(await service.exited).toBe(0);
  expect(performance.now() - stoppedAt).toBeLessThan(10_000);
  // Jobs that fell due meanwhile were left to the next process.
  expect(calls()).toBe(before + 2);
  caller.destroy();
});

// The log holds no number, words or tokens, also when something fails.
import { magicNumberFor } from '../../src/simulator/twilio/fares.ts';
import { AUTH_TOKEN, CLIENT_SECRET } from '../../src/simulator/world.ts';
import { fromIntercom, fromTwilio, knock, MESSAGES_PATH, textFields } from '../support/door.ts';
import { describe, expect, jest, test } from '../support/jest-globals.ts';
import { databaseVariables, ready, startService, stopServices } from '../support/process/service-process.ts';
import { until } from '../support/until.ts';
import { ACCESS_TOKEN, environmentFor, OUR_NUMBER, startVendors } from '../support/vendors.ts';

stopServices();
jest.setTimeout(90_000);

const MAYA = '+14155550132';

describe('the log', () => {
  test('holds ids only, failures included: no number, word or token', async () => {
    const vendors = await startVendors();
    const environment: Record<string, string> = {
      ...(await environmentFor(vendors)),
      ...(await databaseVariables('by URL')),
      LOG_LEVEL: 'trace',
    };
    const service = await ready(startService(environment));
    vendors.connect(service.url);
    const { twilio, workspace, intercom } = vendors;
    const words = (id: string) =>
      workspace
        .parts(id)
        .map(({ body }) => body ?? '')
        .join(' ');
    const failing = magicNumberFor(30005);

    // Intercom is in trouble at first, then a text is threaded, answered, and one answer does not arrive.
    intercom.faults.add({
      kind: 'status',
      status: 500,
      times: 2,
      body: { errors: [{ code: 'server_error', message: `${MAYA} purple-giraffe` }] },
    });
    for (const from of [MAYA, failing]) twilio.text({ from, to: OUR_NUMBER, body: 'purple-giraffe' });
    await until('both are threaded', () => workspace.conversations().length === 2);
    for (const { id } of workspace.conversations()) workspace.reply(id, { html: '<p>green-elephant</p>' });
    await until('the reply arrives', () => twilio.phone(MAYA).some(({ body }) => body === 'green-elephant'));
    await until('the failure is noted', () => workspace.conversations().some(({ id }) => /30005/.test(words(id))));

    // Some requests are refused, too.
    await knock(
      service.url,
      fromTwilio(service.url, MESSAGES_PATH, textFields(1, { Body: 'purple-giraffe' }), 'wrong'),
    );
    await knock(service.url, fromTwilio(service.url, MESSAGES_PATH, textFields(1, { NumMedia: 'purple-giraffe' })));
    await knock(service.url, fromIntercom('{"purple-giraffe'));
    await knock(service.url, { method: 'GET', path: `/purple-giraffe?from=${MAYA}` });
    service.kill('SIGTERM');
    expect(await service.exited).toBe(0);

    const lines = service.output().trim().split('\n');
    expect(lines.length).toBeGreaterThan(15);
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
    const output = lines.join('\n');
    expect(output).toContain('"queue":"deliver-text"');
    expect(output).toContain('"outcome":"retry"');
    expect(output).toContain('"route":"/webhooks/twilio/:workspaceId/messages","status":401');
    const secrets = [
      'purple-giraffe',
      'green-elephant',
      MAYA,
      failing,
      OUR_NUMBER,
      AUTH_TOKEN,
      CLIENT_SECRET,
      ACCESS_TOKEN,
    ].map((secret) => secret.replace('+', ''));
    expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
    expect(output).not.toContain(environment.ENCRYPTION_KEYS?.split(':')[1]);
  });
});

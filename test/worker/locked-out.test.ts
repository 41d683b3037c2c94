// The jobs of a locked-out workspace survive a process that dies, and go on in the next one.
import { describe, expect, jest, test } from '../support/jest-globals.ts';
import { databaseVariables, ready, startService, stopServices } from '../support/process/service-process.ts';
import { until } from '../support/until.ts';
import { ACCESS_TOKEN, environmentFor, OUR_NUMBER, startVendors } from '../support/vendors.ts';

stopServices();
jest.setTimeout(90_000);

describe('a process that is killed while Intercom refuses the token', () => {
  test('leaves its texts to the next, threaded once, in order', async () => {
    const vendors = await startVendors();
    const env = { ...(await environmentFor(vendors)), ...(await databaseVariables('by URL')) };
    const first = await ready(startService(env));
    vendors.connect(first.url);
    vendors.workspace.revokeToken();
    for (const body of ['One', 'Two']) vendors.twilio.text({ from: '+14155550132', to: OUR_NUMBER, body });
    await until('it is noted', () => first.output().includes('its work rests'));
    await until('they rest', () => first.output().includes('"outcome":"resting"'));
    first.kill('SIGKILL');
    await first.exited;

    const second = await ready(startService(env));
    expect(vendors.workspace.conversations()).toEqual([]);
    vendors.workspace.giveToken(ACCESS_TOKEN);
    await until('both are there', () => vendors.saidInInbox().length >= 2, 30_000);
    expect(vendors.saidInInbox()).toEqual(['One', 'Two']);
    expect(second.output()).not.toContain('"level":"error"');
  });
});

// The pretend Twilio without a service, beside a listener that hears its webhooks: made anew for each test.
import { ManualClock } from '../../src/lib/clock.ts';
import { Traffic } from '../../src/simulator/stand-in/traffic.ts';
import { startTwilio, type TwilioStandIn } from '../../src/simulator/twilio/server.ts';
import { afterEach, beforeEach } from './jest-globals.ts';
import { type Listener, startListener } from './listener.ts';

export let clock: ManualClock;
export let traffic: Traffic;
export let stand: TwilioStandIn;
export let service: Listener;

let fill: () => void;

/** Call once in each file that holds the stand-in to its documentation; `accounts` names its accounts. */
export function withTwilioAlone(accounts: () => void): void {
  fill = accounts;
  beforeEach(async () => {
    clock = new ManualClock(Date.UTC(2026, 0, 8, 13, 5));
    service = await startListener();
    const file = process.env.SIMULATOR_TRAFFIC_LOG;
    await start(new Traffic(file ? { file } : {}));
  });
  afterEach(async () => {
    await stand.close();
    await service.close();
    await traffic.close();
  });
}

async function start(log: Traffic): Promise<void> {
  traffic = log;
  stand = await startTwilio({ clock, traffic, random: () => 0.5 });
  fill();
}

/** Lists fields that our excerpt of Twilio's description lacks. */
export async function unrecorded(): Promise<void> {
  await stand.close();
  await traffic.close();
  await start(new Traffic());
}

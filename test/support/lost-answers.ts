// Sends to Twilio whose answers are lost, and what other systems of the same account do there.
import { ACCOUNT_SID, AUTH_TOKEN, type World } from '../../src/simulator/world.ts';
import { storedEvents } from './database/stored.ts';
import { expect } from './jest-globals.ts';

const MESSAGES = /\/Messages\.json$/;

/** Our calls that send a text, for a fault. */
export const send = { method: 'POST', path: MESSAGES } as const;
/** Our calls that look for a text in Twilio's list, for a fault. */
export const lookUp = { method: 'GET', path: MESSAGES } as const;

export const countSends = (world: World) => world.traffic.count('twilio', 'POST', MESSAGES);

/** The steps of our texts and who told them, such as `sent lookup`. */
export async function stepsOf(world: World): Promise<string[]> {
  return (await storedEvents(world)).map(({ state, source }) => `${state} ${source}`);
}

/** Does at Twilio what our last request asked for, as if its work had been done behind the error. */
export async function doLostWork(world: World): Promise<void> {
  const lost = world.traffic.exchanges.findLast((one) => one.service === 'twilio' && one.method === 'POST');
  await postToTwilio(world, lost?.path ?? '', lost?.requestBody ?? '');
}

/** Another system of the same account sends a text. */
export async function textByOthers(world: World, to: string, body: string): Promise<void> {
  const form = new URLSearchParams({ To: to, From: world.ourNumber, Body: body });
  await postToTwilio(world, `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`, form.toString());
}

/** Sets Twilio's clock back: its times, and the dates of its answers. */
export function setTwilioBack(world: World, ms: number): void {
  for (const message of world.twilio.messages()) Object.assign(message, { createdAt: 0 });
  world.twilio.on(({ kind, message }) => {
    if (kind === 'message') Object.assign(message, { createdAt: message.createdAt - ms });
  });
  const { clockSkew } = world.app.ctx;
  const { note } = clockSkew;
  const itsDate = () => new Date(world.now() - ms).toUTCString();
  note('twilio', itsDate());
  clockSkew.note = (vendor, date) => note(vendor, vendor === 'twilio' ? itsDate() : date);
}

async function postToTwilio(world: World, path: string, body: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(`${world.twilio.url}${path}`, { method: 'POST', headers, body });
  expect(answer.status).toBe(201);
}

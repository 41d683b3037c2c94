// Messaging Services: finds a number's service, and picks a service's sender for a recipient.
// https://www.twilio.com/docs/messaging/services
import type { MessagingService, OwnNumber } from './records.ts';
import type { TwilioWorld } from './state.ts';

/** The service that the number is in; a number is in one at the most. */
export function serviceOf(world: TwilioWorld, number: OwnNumber): MessagingService | undefined {
  for (const service of world.services.values()) if (service.pool.has(number.sid)) return service;
  return undefined;
}

/** The senders in the order in which they were added. */
export function poolOf(world: TwilioWorld, service: MessagingService): OwnNumber[] {
  const numbers = [...world.numbers.values()];
  return [...service.pool.keys()].flatMap((sid) => numbers.find((number) => number.sid === sid) ?? []);
}

/**
 * The sender for a recipient: the one used for them before, where the service is sticky; else one of their country.
 * Only North America is told from the rest of the world here.
 */
export function pickSender(
  world: TwilioWorld,
  service: MessagingService,
  text: { to: string; hasMedia: boolean },
): OwnNumber | undefined {
  const able = poolOf(world, service).filter((number) => (text.hasMedia ? number.mms : number.sms));
  const before = [...world.messages.values()].findLast(
    ({ serviceSid, direction, to }) => serviceSid === service.sid && direction !== 'inbound' && to === text.to,
  );
  const sticky = service.stickySender ? able.find(({ phoneNumber }) => phoneNumber === before?.from) : undefined;
  const near = able.find(({ phoneNumber }) => phoneNumber.startsWith('+1') === text.to.startsWith('+1'));
  return sticky ?? near ?? able[0];
}

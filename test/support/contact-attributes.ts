// The last text as it stands on the customer's contact, and the calls that write it there.
import type { World } from '../../src/simulator/world.ts';

/** The calls that change a contact, for a fault. */
export const contactPath = /^\/contacts\/[^/]+$/;

/** Our texts' Twilio ids, oldest first. */
export const sids = (world: World) =>
  world.twilio.messages().flatMap((text) => (text.direction === 'inbound' ? [] : [text.sid]));

export const attributesOf = (world: World) => world.workspace.contacts()[0]?.customAttributes;
export const countWrites = (world: World) => world.traffic.count('intercom', 'PUT', contactPath);
export const countMakings = (world: World) => world.traffic.count('intercom', 'POST', /^\/data_attributes$/);

/** Intercom's times are whole seconds. */
export const seconds = (ms: number) => Math.floor(ms / 1000);

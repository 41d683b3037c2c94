// Opt-outs from the texts of one number, or of the whole pool where the number is in a Messaging Service.
// https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
import type { OwnNumber } from '../records.ts';
import { serviceOf } from '../services.ts';
import type { TwilioWorld } from '../state.ts';

export function block(world: TwilioWorld, ours: OwnNumber, theirs: string): void {
  const scope = serviceOf(world, ours)?.sid ?? ours.phoneNumber;
  world.optOuts.add(pairOf(scope, theirs));
}

export function unblock(world: TwilioWorld, ours: OwnNumber, theirs: string): void {
  for (const pair of pairsOf(world, ours, theirs)) world.optOuts.delete(pair);
}

export function isBlocked(world: TwilioWorld, ours: OwnNumber, theirs: string): boolean {
  return pairsOf(world, ours, theirs).some((pair) => world.optOuts.has(pair));
}

/** The number's own pair counts too: it may have joined the service after the customer left. */
function pairsOf(world: TwilioWorld, ours: OwnNumber, theirs: string): string[] {
  const service = serviceOf(world, ours);
  return [ours.phoneNumber, ...(service ? [service.sid] : [])].map((scope) => pairOf(scope, theirs));
}

function pairOf(scope: string, theirs: string): string {
  // Since March 2026 one opt-out holds across RCS, SMS and MMS: https://help.twilio.com/articles/223134027
  return `${scope}|${theirs.replace(/^rcs:/i, '')}`;
}

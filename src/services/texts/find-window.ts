// Says whether quiet hours hold a text, on the clocks of its customer.

import { parseAddress } from '../../domain/numbers/phone-number.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { WaitsBy } from '../../domain/texts/trace.ts';
import { possibleZones } from '../../domain/times/customer-zone.ts';
import { type IsDayOff, noDayOff, type Opening, openingFor, spreadFor } from '../../domain/times/quiet-hours.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { zonesOfNumber } from '../../lib/phone-zones.ts';
import type { Delivery } from '../../store/texts/waiting-texts.ts';
import { daysOffFor } from './days-off.ts';

/** A customer who wrote within this time waits for an answer. */
const LIVE_MS = 86_400_000;

interface Customer {
  address: string;
  zones: Delivery['zones'];
}

/** A text, and what tells whether quiet hours hold it. */
export interface Waiting extends Pick<Delivery, 'lastInboundAt' | 'zones'> {
  message: Pick<
    Message,
    | 'id'
    | 'threadId'
    | 'address'
    | 'author'
    | 'purpose'
    | 'writtenAt'
    | 'waitsUntil'
    | 'ignoresQuietHours'
    | 'answers'
    | 'confirms'
  >;
}

export interface Window {
  /** No quiet hours held the text then; its age counts from this moment. */
  couldGoAt: Date;
  /** The end of the quiet hours that hold it; null where none do. */
  opensAt: Date | null;
  /** The clocks that decide (IANA name): the customer's, or the workspace's. */
  zone: string;
  by: WaitsBy;
}

/**
 * Quiet hours hold what an agent writes as the workspace chose, and always what automation sends, which waits over days off, too.
 * A bot's answer and an automatic one go at once: the customer has just written.
 */
export async function findWindow(workspace: Workspace, delivery: Waiting, now: Date): Promise<Window> {
  const { message, lastInboundAt } = delivery;
  const couldGoAt = message.waitsUntil ?? message.writtenAt;
  const isAutomation = message.purpose !== 'conversation';
  const isAnswer =
    message.answers !== null || message.confirms !== null || (message.author?.kind === 'automation' && !isAutomation);
  const isHeld = isAutomation ? workspace.settings.quietHours : mayHold(workspace, lastInboundAt, now);
  if (message.ignoresQuietHours || isAnswer || !isHeld)
    return { couldGoAt, opensAt: null, zone: workspace.timezone, by: 'workspace' };
  const customer = { address: message.address, zones: delivery.zones };
  const isDayOff = isAutomation ? await daysOffFor(workspace, customer, message.writtenAt) : noDayOff;
  const written = openingOf(workspace, customer, message.writtenAt, isDayOff);
  const opening = openingOf(workspace, customer, now, isDayOff);
  return {
    couldGoAt: message.waitsUntil ?? (written.isOpen ? message.writtenAt : written.opensAt),
    opensAt: opening.isOpen ? null : new Date(opening.opensAt.getTime() + spreadFor(message.threadId ?? message.id)),
    zone: clocksOf(workspace, customer, opening),
    by: decidedBy(workspace, customer, opening),
  };
}

/** Quiet hours hold an agent's text to this customer now. */
export function holdsNow(
  workspace: Workspace,
  { customer, lastInboundAt }: { customer: Customer; lastInboundAt: Date | null },
  now: Date,
): boolean {
  return mayHold(workspace, lastInboundAt, now) && !openingOf(workspace, customer, now).isOpen;
}

/** False where the workspace keeps no quiet hours, or has answers go to a customer who wrote lately. */
function mayHold({ settings }: Workspace, lastInboundAt: Date | null, now: Date): boolean {
  const isLive = lastInboundAt !== null && now.getTime() - lastInboundAt.getTime() < LIVE_MS;
  return settings.quietHours && !(settings.repliesInQuietHours === 'live' && isLive);
}

/** The clocks to tell an opening by: one of the customer's where theirs decided. */
export function clocksOf(workspace: Workspace, customer: Customer, opening: Opening): string {
  const decidedHere = !opening.isOpen && opening.by === 'workspace';
  return (decidedHere ? undefined : zonesOf(workspace, customer)[0]) ?? workspace.timezone;
}

/** The workspace's clocks decide where the customer's are not known, or where those of a number never have the hours at once. */
function decidedBy(workspace: Workspace, customer: Customer, opening: Opening): WaitsBy {
  if (opening.isOpen || opening.by === 'customer') return 'customer';
  return zonesOf(workspace, customer).length === 0 ? 'workspace' : 'no-common-hour';
}

function zonesOf({ settings }: Pick<Workspace, 'settings'>, { address, zones }: Customer): readonly string[] {
  const { phone } = parseAddress(address);
  const ofNumber = phone === null ? [] : zonesOfNumber(phone);
  return possibleZones({ zones, attribute: settings.timeZoneAttribute, ofNumber });
}

/** The window of the workspace at that moment, on every clock that the customer may have. */
export function openingOf(
  workspace: Pick<Workspace, 'settings' | 'timezone'>,
  customer: Customer,
  at: Date,
  isDayOff: IsDayOff = noDayOff,
): Opening {
  const { textsFrom: from, textsUntil: until } = workspace.settings;
  const clocks = { customer: zonesOf(workspace, customer), workspace: workspace.timezone };
  return openingFor(at, { from, until }, clocks, isDayOff);
}

// What our numbers are to each customer: which one to text from, what it is called, where numbers are read, whose texts its are.
import { countryOf } from './numbers/phone-number.ts';
import type { Sender, Workspace } from './workspace.ts';

type Numbers = Pick<Workspace, 'senderDetails' | 'services'>;

/** A number to text from, as it is offered. */
export interface OfferedSender {
  address: string;
  label: string | null;
}

/**
 * Every number that was chosen itself, then of each Messaging Service the one that is nearest to the customer: it is named
 * with the service when a text is handed over, so that answers come to a number that is known from the first text on. The
 * one that is in use already stands for its service.
 */
export function sendersFor(
  { senderDetails, services }: Numbers,
  customer: string | null,
  inUse: string | null = null,
): OfferedSender[] {
  const chosen = senderDetails.filter((sender) => sender.isChosen);
  const offered = chosen.map(({ address, label }) => ({ address, label }));
  for (const { sid, label, name } of services) {
    const pool = senderDetails.filter((sender) => sender.serviceSid === sid);
    const sender = pool.find(({ address }) => address === inUse) ?? nearest(pool, customer);
    if (sender && !sender.isChosen) offered.push({ address: sender.address, label: label ?? name });
  }
  return offered;
}

/** The one to text from where nobody chose and the customer has texted none. */
export function preferredSender(workspace: Numbers, customer: string | null): string | null {
  return sendersFor(workspace, customer)[0]?.address ?? null;
}

/** Instead of one that cannot text this customer: of those offered, else another of its own service. */
export function otherSender(workspace: Numbers, customer: string, sender: string): string | null {
  const candidates = [...sendersFor(workspace, customer), ...workspace.senderDetails];
  return candidates.find(({ address }) => address !== sender)?.address ?? null;
}

/** As Twilio's own geomatch has it: of the customer's country, then with the most leading digits in common. */
function nearest(pool: readonly Sender[], customer: string | null): Sender | undefined {
  const country = customer === null ? null : countryOf(customer);
  const local = country === null ? [] : pool.filter(({ address }) => countryOf(address) === country);
  return [...(local.length > 0 ? local : pool)].sort(
    (one, other) => sharedDigits(other.address, customer ?? '') - sharedDigits(one.address, customer ?? ''),
  )[0];
}

function sharedDigits(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** Where a number without a country code is read that is texted from this one: a country, ISO 3166 alpha-2. */
export function countryFor(workspace: Numbers & Pick<Workspace, 'settings'>, sender: string | null): string | null {
  const { own, service } = knownAs(workspace, sender);
  const set = own?.defaultCountry ?? service?.defaultCountry ?? workspace.settings.defaultCountry;
  return set ?? (sender === null ? null : countryOf(sender));
}

/** The team that gets its conversations; a number that was not chosen itself is its Messaging Service's. */
export function teamOf(workspace: Numbers, sender: string): string | null {
  const { own, service } = knownAs(workspace, sender);
  return own?.isChosen ? own.teamId : (service?.teamId ?? null);
}

/** The chosen Messaging Service that is to be named with texts from this number. */
export function serviceOf(workspace: Numbers, sender: string): string | null {
  return knownAs(workspace, sender).own?.serviceSid ?? null;
}

function knownAs({ senderDetails, services }: Numbers, sender: string | null) {
  const own = senderDetails.find(({ address }) => address === sender);
  const service = own?.serviceSid ? services.find(({ sid }) => sid === own.serviceSid) : undefined;
  return { own, service };
}

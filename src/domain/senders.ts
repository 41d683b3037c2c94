// Choosing one of our numbers: which to text from, its label, its country, its team.
import { countryOf } from './numbers/phone-number.ts';
import type { Sender, Workspace } from './workspace.ts';

type Numbers = Pick<Workspace, 'senderDetails' | 'services'>;

/** A number that is offered to text from. */
export interface OfferedSender {
  address: string;
  label: string | null;
}

/**
 * Every chosen number, then the number of each Messaging Service that is nearest to the customer. A text names it with the
 * service, so that answers come to a number that is known from the first text on. A number that is already in use stands
 * for its service.
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

/** The number to text from where nobody chose one and the customer has texted none. */
export function preferredSender(workspace: Numbers, customer: string | null): string | null {
  return sendersFor(workspace, customer)[0]?.address ?? null;
}

/** A replacement for a number that cannot text this customer: another that is offered, else one of its own service. */
export function otherSender(workspace: Numbers, customer: string, sender: string): string | null {
  const candidates = [...sendersFor(workspace, customer), ...workspace.senderDetails];
  return candidates.find(({ address }) => address !== sender)?.address ?? null;
}

/** The nearest number by Twilio's geomatch: the customer's country first, then the most leading digits in common. */
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

/** The country (ISO 3166 alpha-2) of numbers without a country code that are texted from this one. */
export function countryFor(workspace: Numbers & Pick<Workspace, 'settings'>, sender: string | null): string | null {
  const { own, service } = knownAs(workspace, sender);
  const set = own?.defaultCountry ?? service?.defaultCountry ?? workspace.settings.defaultCountry;
  return set ?? (sender === null ? null : countryOf(sender));
}

/** The team that gets a number's conversations; a number of a Messaging Service has that one's. */
export function teamOf(workspace: Numbers, sender: string): string | null {
  const { own, service } = knownAs(workspace, sender);
  return own?.isChosen ? own.teamId : (service?.teamId ?? null);
}

/** The chosen Messaging Service that texts from this number name. */
export function serviceOf(workspace: Numbers, sender: string): string | null {
  return knownAs(workspace, sender).own?.serviceSid ?? null;
}

function knownAs({ senderDetails, services }: Numbers, sender: string | null) {
  const own = senderDetails.find(({ address }) => address === sender);
  const service = own?.serviceSid ? services.find(({ sid }) => sid === own.serviceSid) : undefined;
  return { own, service };
}

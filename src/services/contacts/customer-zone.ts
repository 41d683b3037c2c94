// The zones that customers are in: the one answer for the panel, for texts that are scheduled and for the pages.
import { parseAddress } from '../../domain/numbers/phone-number.ts';
import { type ContactZones, type CustomerZone, customerZone } from '../../domain/times/customer-zone.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { zonesOfNumber } from '../../lib/phone-zones.ts';
import { listContactZones } from '../../store/conversations/contacts.ts';
import { nowOf, type Storing, type Timed } from '../context.ts';

/** `zones`: of the contact, where one is known. */
export function zoneOfCustomer(
  { settings }: Pick<Workspace, 'settings'>,
  customer: { address: string | null; zones: ContactZones | null },
  now: Date,
): CustomerZone | null {
  const phone = customer.address === null ? null : parseAddress(customer.address).phone;
  const ofNumber = phone === null ? [] : zonesOfNumber(phone);
  return customerZone({ zones: customer.zones, attribute: settings.timeZoneAttribute, ofNumber }, now);
}

/** Finds them in one query; the answers stand under their addresses. */
export async function zonesOfCustomers(
  ctx: Storing & Timed,
  workspace: Workspace,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, CustomerZone | null>> {
  const zones = await listContactZones(ctx.db, workspace.id, addresses);
  const answers = addresses.map((address) => {
    return [address, zoneOfCustomer(workspace, { address, zones: zones.get(address) ?? null }, nowOf(ctx))] as const;
  });
  return new Map(answers);
}

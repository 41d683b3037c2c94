// Looks contacts up in Intercom by a name that another system has for them. It changes nothing, here or there.
import type { Contact } from '../../domain/conversation.ts';
import { AppError, VendorError } from '../../domain/errors.ts';
import { countryOf } from '../../domain/numbers/phone-number.ts';
import { numberIn } from '../../domain/numbers/stored-phone.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { isGone } from '../../intercom/calls/errors.ts';
import type { Calling, OpenWorkspace } from '../context.ts';
import { searchContact } from './find-contact.ts';

export type ContactName =
  | { by: 'contact-id' | 'external-id' | 'email'; value: string }
  /** E.164. */
  | { by: 'number'; value: string };

export interface FoundByName {
  contact: Contact;
  /** The number in its phone, E.164; null where there is none, or several. */
  number: string | null;
}

/** Users before leads, those seen last first. Throws `unavailable` while Intercom is away. */
export async function lookUpContacts(
  ctx: Pick<Calling, 'intercom'>,
  workspace: OpenWorkspace,
  name: ContactName,
): Promise<FoundByName[]> {
  const country = countryFor(workspace, preferredSender(workspace, null));
  try {
    const found = await search(ctx.intercom(workspace, { rank: 'automation' }), name);
    return found.map((contact) => ({
      contact,
      number: numberIn(contact.phone, name.by === 'number' ? (countryOf(name.value) ?? country) : country),
    }));
  } catch (error) {
    throw asUnavailable(error);
  }
}

/** The error for a call that cannot be answered while Intercom is away; any other error stays as it is. */
export function asUnavailable(error: unknown): unknown {
  if (!(error instanceof VendorError) || error.code !== 'vendor-unavailable') return error;
  return new AppError('unavailable', error.reason, { cause: error, retryAfterMs: error.retryAfterMs });
}

async function search(intercom: IntercomClient, { by, value }: ContactName): Promise<Contact[]> {
  if (by === 'number') {
    const found = await searchContact(intercom, value);
    return found ? [found] : [];
  }
  if (by !== 'contact-id') return intercom.searchContactsNamed(by, value);
  try {
    return [await intercom.getContact(value)];
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

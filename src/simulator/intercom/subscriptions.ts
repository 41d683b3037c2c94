// Subscription types of a pretend workspace, and what contacts choose about them.
import { notFound } from './errors.ts';
import type { Json } from './payloads.ts';
import type { ContactRecord, SubscriptionTypeRecord } from './records.ts';
import type { WorkspaceState } from './state.ts';

/** Intercom keeps only what differs from the type's default: an opt-in to one kind, an opt-out of the other. */
export function choose(
  workspace: WorkspaceState,
  contact: ContactRecord,
  type: SubscriptionTypeRecord,
  isSubscribed: boolean,
): void {
  const isListed = (type.consentType === 'opt_in') === isSubscribed;
  if (contact.chosenSubscriptions.includes(type.id) === isListed) return;
  contact.chosenSubscriptions = isListed
    ? [...contact.chosenSubscriptions, type.id]
    : contact.chosenSubscriptions.filter((id) => id !== type.id);
  contact.updatedAt = workspace.seconds();
  const subject = { kind: 'subscription', contact, type } as const;
  workspace.announce(isSubscribed ? 'granular.subscribe' : 'granular.unsubscribe', subject);
}

export function isSubscribed(contact: ContactRecord, type: SubscriptionTypeRecord): boolean {
  return contact.chosenSubscriptions.includes(type.id) === (type.consentType === 'opt_in');
}

export function subscriptionType(workspace: WorkspaceState, id: string): SubscriptionTypeRecord {
  const type = workspace.subscriptionTypes.find((one) => one.id === id);
  if (!type) throw notFound('Resource Not Found');
  return type;
}

export function subscriptionTypePayload({ id, name, state, consentType, contentTypes }: SubscriptionTypeRecord): Json {
  const translation = { name, description: name, locale: 'en' };
  return {
    type: 'subscription',
    id,
    state,
    consent_type: consentType,
    default_translation: translation,
    translations: [translation],
    content_types: contentTypes,
  };
}

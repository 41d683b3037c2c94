// Subscription types in the pretend REST API: listed, and chosen by contacts. The verbs' meaning depends on the type.
import { livingContact } from '../contacts.ts';
import { invalidParameter } from '../errors.ts';
import { type Call, type Operation, param } from '../operation.ts';
import type { Json } from '../payloads.ts';
import { choose, subscriptionType, subscriptionTypePayload } from '../subscriptions.ts';

const READ = 'Read and list users and companies';
const WRITE = 'Write users and companies';

export const subscriptionOperations: readonly Operation[] = [
  { method: 'get', path: '/subscription_types', permission: READ, answer: listTypes },
  { method: 'get', path: '/contacts/:id/subscriptions', permission: READ, answer: list },
  { method: 'post', path: '/contacts/:id/subscriptions', permission: WRITE, answer: add },
  { method: 'delete', path: '/contacts/:id/subscriptions/:typeId', permission: WRITE, answer: remove },
];

function listTypes({ workspace }: Call): Json {
  return { type: 'list', data: workspace.subscriptionTypes.map(subscriptionTypePayload) };
}

function list(call: Call): Json {
  const { chosenSubscriptions } = livingContact(call.workspace, param(call, 'id'));
  const chosen = call.workspace.subscriptionTypes.filter(({ id }) => chosenSubscriptions.includes(id));
  return { type: 'list', data: chosen.map(subscriptionTypePayload) };
}

/** Opts in to an opt-in type, and out of an opt-out type. */
function add(call: Call): Json {
  const contact = livingContact(call.workspace, param(call, 'id'));
  const type = subscriptionType(call.workspace, call.body.requiredText('id'));
  if (call.body.requiredText('consent_type') !== type.consentType) throw invalidParameter('consent_type is invalid');
  choose(call.workspace, contact, type, type.consentType === 'opt_in');
  return subscriptionTypePayload(type);
}

function remove(call: Call): Json {
  const contact = livingContact(call.workspace, param(call, 'id'));
  const type = subscriptionType(call.workspace, param(call, 'typeId'));
  choose(call.workspace, contact, type, type.consentType === 'opt_out');
  return subscriptionTypePayload(type);
}

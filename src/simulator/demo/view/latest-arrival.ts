// The latest text of a customer, at both ends: how often the service was told of it, and how often the inbox shows it.
import { textFromBody } from '../../intercom/text.ts';
import type { DemoView } from '../page-world.ts';

export interface Arrival {
  body: string;
  /** Times that the service took it, by answering 2xx. */
  received: number;
  shown: number;
}

export function latestArrival({ intercom, twilio, place }: DemoView): Arrival | null {
  const last = twilio
    .account(place.accountSid)
    .messages()
    .findLast(({ direction }) => direction === 'inbound');
  if (!last) return null;
  const received = twilio.postOffice.log.filter(
    ({ label, status }) => label.startsWith(`twilio ${last.sid} `) && status !== null && status >= 200 && status < 300,
  ).length;
  const workspace = intercom.workspace(place.workspaceId);
  const own = new Set(workspace.contacts().flatMap(({ id, phone }) => (phone === last.from ? [id] : [])));
  const parts = workspace
    .conversations()
    .filter(({ contactIds }) => contactIds.some((id) => own.has(id)))
    .flatMap(({ source, parts: later }) => [source, ...later]);
  // Intercom's times are whole seconds.
  const since = Math.floor(last.createdAt / 1000);
  const shown = parts.filter(
    ({ author, body, createdAt }) =>
      author.type === 'user' && createdAt >= since && textFromBody(body ?? '') === last.body,
  ).length;
  return { body: last.body, received, shown };
}

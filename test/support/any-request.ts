// Random requests at the doors, for property tests: some signed as the vendors sign, with genuine and senseless content.
import fc, { type Arbitrary } from 'fast-check';
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import {
  type Fields,
  fromInbox,
  fromIntercom,
  fromTwilio,
  type Knock,
  MESSAGES_PATH,
  notification,
  STATUS_PATH,
  textFields,
} from './door.ts';

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
export const JSON_TYPE = { 'content-type': 'application/json' };
/** The doors that read the raw bytes. */
export const RAW = ['/webhooks/intercom', '/canvas/initialize', '/canvas/submit', MESSAGES_PATH, STATUS_PATH];

const anyWord = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('\0', '\ud800', '__proto__', '+14155550132', '9'.repeat(400)),
);
const anyValue = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
const anyId = fc.oneof(fc.constantFrom<unknown>('c1', '7', 7, -1, 1.5, null), anyValue);
const anyTime = fc.oneof(fc.integer(), fc.double(), anyValue);
const anyBytes = fc.uint8Array({ maxLength: 200 }).map((list) => Buffer.from(list));

/** An object that may lack each of these fields. */
const some = <T>(fields: { [Name in keyof T]: Arbitrary<T[Name]> }) => fc.record(fields, { requiredKeys: [] });

const anyFieldName = fc.constantFrom(
  'MessageSid',
  'AccountSid',
  'From',
  'To',
  'Body',
  'NumMedia',
  'MediaUrl0',
  'OptOutType',
  'MessageStatus',
  'ErrorCode',
  '__proto__',
  'Extra',
);

/** A genuine form of Twilio's with up to three random fields, beside the genuine ones or in their place. */
const anyForm = fc
  .tuple(
    fc.constantFrom(textFields(9), textFields(10, { NumMedia: '1', MediaUrl0: 'x' })),
    fc.array(fc.tuple(anyFieldName, anyWord), { maxLength: 3 }),
    fc.boolean(),
  )
  .map(([genuine, extra, replace]): Fields => {
    const isReplaced = (name: string) => replace && extra.some(([other]) => other === name);
    return [...genuine.filter(([name]) => !isReplaced(name)), ...extra];
  });

const anyTopic = fc.constantFrom(
  'ping',
  'conversation.admin.replied',
  'conversation.admin.single.created',
  'conversation.deleted',
  'contact.user.updated',
  'contact.merged',
  'contact.deleted',
  'toString',
);
const anyPart = some({
  id: anyId,
  part_type: fc.oneof(fc.constantFrom<unknown>('comment', 'note'), anyValue),
  body: anyValue,
  created_at: anyTime,
  author: fc.oneof(fc.record({ type: fc.constant('admin'), id: anyId }), anyValue),
});
const anyItem = fc.oneof(
  anyValue,
  some({
    id: anyId,
    state: anyValue,
    updated_at: anyTime,
    phone: fc.oneof(anyWord, anyValue),
    name: anyValue,
    contacts: fc.oneof(fc.record({ contacts: fc.array(fc.record({ id: anyId })) }), anyValue),
    conversation_parts: fc.oneof(fc.record({ conversation_parts: fc.array(anyPart, { maxLength: 3 }) }), anyValue),
    source: fc.oneof(anyPart, anyValue),
    merged_from: fc.oneof(fc.record({ id: anyId }), anyValue),
  }),
);
const anyEnvelope = some({
  app_id: fc.oneof(fc.constant<unknown>(WORKSPACE_ID), anyWord, anyValue),
  created_at: anyTime,
  id: anyValue,
});
const anyNotification = fc
  .tuple(anyTopic, anyItem, anyEnvelope)
  .map(([topic, item, changes]) => JSON.stringify(notification(topic, item, changes)));

const anyCanvasRequest = some({
  workspace_id: fc.oneof(fc.constant<unknown>(WORKSPACE_ID), anyWord, anyValue),
  conversation: fc.oneof(fc.record({ id: anyId }), anyValue),
  contact: fc.oneof(fc.record({ id: anyId }), anyValue),
  component_id: anyValue,
  input_values: anyValue,
  current_canvas: anyValue,
}).map((body) => JSON.stringify(body));

const anySegment = fc.string({
  unit: fc.constantFrom('%', '/', '.', '0', 'z', ';', '?', '%41', '%00', '%ff'),
  minLength: 1,
  maxLength: 12,
});

/** Bytes of no sense, unsigned, in one of the content types that a door reads. */
const anyNoise = fc.record({
  path: fc.constantFrom(...RAW),
  body: anyBytes,
  headers: fc.constantFrom(FORM, JSON_TYPE, { 'x-twilio-signature': 'x', ...FORM }),
  method: fc.constantFrom('POST', 'PUT', 'DELETE'),
});

/** A request of any of these kinds, for the service at this URL. */
export const anyRequest = (serviceUrl: string): Arbitrary<Knock> =>
  fc.oneof(
    anyForm.map((list) => fromTwilio(serviceUrl, MESSAGES_PATH, list)),
    anyForm.map((list) => fromTwilio(serviceUrl, STATUS_PATH, list)),
    anyNotification.map((body) => fromIntercom(body)),
    anyCanvasRequest.map((body) => fromInbox('/canvas/initialize', body)),
    anyCanvasRequest.map((body) => fromInbox('/canvas/submit', body)),
    anyBytes.map((body) => fromIntercom(body)),
    anyBytes.map((body) => fromInbox('/canvas/initialize', body)),
    anyNoise,
    anySegment.map((path) => ({ path: `/webhooks/twilio/${path}/messages`, headers: FORM, body: 'a=1' })),
  );

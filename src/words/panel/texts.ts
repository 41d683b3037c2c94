// How far a text has come, and who said so: the same words on every screen of the panel.
import type { PanelEvent } from '../../domain/panel.ts';
import type { MessageState } from '../../domain/texts/message.ts';
import { product } from '../names.ts';
import { unsentWords } from '../scheduled.ts';
import { type Reader, timeFor } from '../times.ts';

export const stateWords: Readonly<Record<MessageState, string>> = {
  accepted: 'Accepted',
  blocked: 'Only here: contact blocked',
  canceled: unsentWords.cancelled,
  delivered: 'Delivered',
  failed: 'Failed',
  'given-up': 'May not have arrived',
  held: unsentWords.held,
  pending: 'Queued',
  queued: 'Queued',
  read: 'Read',
  received: 'Received',
  refused: unsentWords.refused,
  scheduled: 'Scheduled',
  sending: 'Sending',
  sent: 'Sent',
  threaded: 'Received',
  undelivered: 'Not delivered',
};

/** In place of the state of a text that a limit holds. */
export const waitsForAdmin = 'Waits for an admin';

/** `Waits for the end of quiet hours: 8:03AM in Los Angeles` */
export function waitsUntilWords(until: Date, reader: Reader, zone?: string): string {
  return `Waits for the end of quiet hours: ${timeFor(reader, until, zone)}`;
}

const sources: Readonly<Record<PanelEvent['source'], string>> = {
  agent: 'noted by an agent',
  answer: 'accepted by Twilio',
  callback: 'reported by Twilio',
  gate: `stopped by ${product}`,
  lookup: 'looked up at Twilio',
};

/** `SMS 2 of 3: Delivered` */
export function partWords({ no, state }: { no: number; state: MessageState }, of: number): string {
  return `SMS ${no} of ${of}: ${stateWords[state]}`;
}

/** The one who said so, with Twilio's code of an error. */
export function sourceWords({ source, errorCode }: Pick<PanelEvent, 'source' | 'errorCode'>): string {
  if (errorCode === null) return sources[source];
  return `${source === 'answer' ? 'refused by Twilio' : sources[source]} (${errorCode})`;
}

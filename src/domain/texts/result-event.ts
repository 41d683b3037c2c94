// The events that tell Intercom what became of a text, so that a Series can go on by them.
import { type DeliveryState, isFailure } from './delivery.ts';
import { type Message, wordsSent } from './message.ts';
import { countSegments } from './segments.ts';

export const resultEvents = ['sms-received', 'sms-sent', 'sms-delivered', 'sms-failed', 'sms-opted-out'] as const;
export type ResultEvent = (typeof resultEvents)[number];

/** The values of an event by their type: nine, of the ten that Intercom keeps. */
export interface EventValues {
  texts: Readonly<Record<string, string>>;
  numbers: Readonly<Record<string, number>>;
  dates: Readonly<Record<string, Date>>;
  /** URLs. */
  links: Readonly<Record<string, string>>;
}

/** `before`: null where Twilio did not have the text yet. A failure that is told better, and a text that is read, are no news. */
export function eventsOfDelivery(before: DeliveryState | null, state: DeliveryState): ResultEvent[] {
  if (isFailure(state)) return before !== null && isFailure(before) ? [] : ['sms-failed'];
  const isNews = hasArrived(state) && !hasArrived(before);
  return [...(before === null ? (['sms-sent'] as const) : []), ...(isNews ? (['sms-delivered'] as const) : [])];
}

function hasArrived(state: DeliveryState | null): boolean {
  return state === 'delivered' || state === 'read';
}

/** `reason`: a word of ours, or Twilio's error; null: none. */
export function valuesOf(message: Message, url: string, reason: string | null): EventValues {
  const { id, direction, sender, author, trace, createdAt } = message;
  const series = trace.find((step) => step.kind === 'by-series');
  const writer = author?.kind === 'automation' ? 'automation' : 'agent';
  return {
    texts: {
      text_id: id,
      our_number: sender,
      ...(direction === 'out' ? { author: writer } : {}),
      ...(series === undefined ? {} : { step: series.step, template: series.template }),
      ...(reason === null ? {} : { reason }),
    },
    numbers: { segments: countSegments(wordsSent(message)) },
    dates: { written: createdAt },
    links: { text: url },
  };
}

// Reads the content of a text's form besides words and files, by the fields that are filled.
// Source: https://www.twilio.com/docs/messaging/guides/webhook-request

import { cutWords } from '../domain/texts/cut-words.ts';
import type { Content } from '../domain/texts/text-content.ts';
import { isBlank } from '../domain/well-formed.ts';
import { type Form, lineIn, valueIn } from './form-values.ts';
import { twilioPages } from './pages.ts';

/** Fields about a text that are no content of it. */
const about =
  /^(?:MessageSid|SmsSid|SmsMessageSid|AccountSid|MessagingServiceSid|From|To|Body|NumMedia|NumSegments|MediaUrl\d+|MediaContentType\d+|(?:From|To)(?:City|State|Zip|Country)|OptOutType|ApiVersion|SmsStatus|MessageStatus|MessageType|ProfileName|WaId|Forwarded|FrequentlyForwarded|ErrorCode|ErrorUrl|AddOns|EventType|ButtonType|ChannelPrefix|ChannelInstallSid|ChannelToAddress|ExternalUserId|OriginalReplied\w*|Referral\w*|RawDlrDoneDate)$/;

/** Kinds whose content is in the words, the files or the fields that are read here. */
const readTypes = new Set([
  ...['text', 'sms', 'mms', 'image', 'video', 'audio', 'voice', 'document', 'file'],
  ...['sticker', 'gif', 'media', 'location', 'button', 'interactive', 'reply', 'quick_reply', 'list'],
  ...['list_reply', 'button_reply', 'reaction', 'contacts', 'contact', 'vcard', 'referral', 'flow', 'nfm_reply'],
  ...['order', 'product'],
]);

/** `text` is the part that was read before. */
export function parseContent(form: Form, text: { sid: string; body: string; files: number }): Content[] {
  const type = lineIn(form, 'MessageType', 60);
  const found = [
    ...subject(form),
    ...location(form),
    ...button(form),
    ...choice(form),
    ...reaction(form, type),
    ...values(form),
    ...advertisement(form),
  ];
  const isBare = isBlank(text.body) && text.files === 0 && found.length === 0;
  const isStrange = type !== '' && !readTypes.has(type.toLowerCase()) && found.length === 0 && text.files === 0;
  const names = isBare ? unknownNames(form) : [];
  const name = isStrange || (isBare && type !== '' && !/^(?:text|sms|mms)$/i.test(type)) ? type : names.join(', ');
  return name === '' ? found : [...found, { kind: 'unknown', name, sid: text.sid, page: twilioPages.texts }];
}

function subject(form: Form): Content[] {
  const text = lineIn(form, 'Subject') || lineIn(form, 'MmsSubject') || lineIn(form, 'MessageSubject');
  return isBlank(text) ? [] : [{ kind: 'subject', text }];
}

function location(form: Form): Content[] {
  const [latitude, longitude] = [lineIn(form, 'Latitude', 40), lineIn(form, 'Longitude', 40)];
  const [address, label] = [lineIn(form, 'Address'), lineIn(form, 'Label')];
  const isThere = [latitude, longitude, address, label].some((value) => value !== '');
  return isThere ? [{ kind: 'location', latitude, longitude, address, label }] : [];
}

function button(form: Form): Content[] {
  const [text, code] = [lineIn(form, 'ButtonText'), lineIn(form, 'ButtonPayload')];
  return text === '' && code === '' ? [] : [{ kind: 'button', text, code }];
}

function choice(form: Form): Content[] {
  const [title, code] = [lineIn(form, 'ListTitle'), lineIn(form, 'ListId')];
  const description = lineIn(form, 'ListDescription');
  return title === '' && code === '' ? [] : [{ kind: 'choice', title, description, code }];
}

function reaction(form: Form, type: string): Content[] {
  const emoji = lineIn(form, 'ReactionEmoji', 20) || lineIn(form, 'Reaction', 20) || lineIn(form, 'Emoji', 20);
  if (emoji === '' || (type !== '' && !/^reaction$/i.test(type))) return [];
  return [{ kind: 'reaction', emoji, quoted: '' }];
}

const titles: readonly [field: RegExp, title: string][] = [
  [/^(?:InteractiveData|FlowData)$/, 'Answers in a form'],
  [/^(?:Contacts?|VCard)(?:Data)?$/i, 'Contact card'],
  [/^Order\w*$/, 'Order'],
  [/^(?:Product|Catalog)\w*$/, 'Product'],
];

const anyTitle = new RegExp(titles.map(([field]) => field.source).join('|'), 'i');

/** Fields of these names, each a value or JSON; those of one title share a line. */
function values(form: Form): Content[] {
  const named = Object.keys(form).filter((name) => anyTitle.test(name));
  // Most texts have none.
  if (named.length === 0) return [];
  return titles.flatMap(([field, title]): Content[] => {
    const pairs = named
      .filter((name) => field.test(name))
      .flatMap((name) => pairsIn(title === 'Answers in a form' ? '' : name, valueIn(form, name)));
    const shown = pairs.slice(0, MOST_VALUES);
    return shown.length === 0 ? [] : [{ kind: 'values', title, values: shown }];
  });
}

const MOST_VALUES = 20;
const DEEPEST = 6;

/** The values in JSON, however deep, with their own names; text that is no JSON is a value. */
function pairsIn(name: string, text: string): [string, string][] {
  const line = cutWords(text, 300);
  if (isBlank(line)) return [];
  const parsed = /^\s*[[{]/.test(text) ? parsedJson(text.slice(0, 20_000)) : undefined;
  return parsed === undefined ? [[name, line]] : leaves(name, parsed, DEEPEST);
}

function leaves(name: string, value: unknown, depth: number): [string, string][] {
  if (typeof value === 'object' && value !== null) {
    if (depth === 0) return [];
    const inner = Array.isArray(value) ? value.map((one) => [name, one] as const) : Object.entries(value);
    return inner.slice(0, MOST_VALUES).flatMap(([key, one]) => leaves(cutWords(key, 60), one, depth - 1));
  }
  if (typeof value === 'string') return pairsIn(name, value);
  return value === null || value === undefined ? [] : [[name, String(value)]];
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function advertisement(form: Form): Content[] {
  const [headline, body] = [lineIn(form, 'ReferralHeadline'), lineIn(form, 'ReferralBody')];
  const url = lineIn(form, 'ReferralSourceUrl', 500);
  return [headline, body, url].every((value) => value === '') ? [] : [{ kind: 'advertisement', headline, body, url }];
}

/** A few of the filled fields that are unknown here. */
function unknownNames(form: Form): string[] {
  return Object.keys(form)
    .filter((name) => !about.test(name) && !isBlank(valueIn(form, name)))
    .slice(0, 3)
    .map((name) => cutWords(name, 60));
}

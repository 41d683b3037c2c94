// Every setting has one row: its section, its label, the values that it takes, its default, and what the history says.
import type { PriceTable } from '../texts/text-check.ts';
import type { ThreadPer } from '../thread.ts';
import {
  countryOrNone,
  type Kind,
  oneOf,
  prices,
  shortText,
  switched,
  teammate,
  timeZone,
  wholeNumber,
  yesOrNo,
} from './kinds.ts';
import type { SectionId } from './sections.ts';

export interface Row<Value> {
  section: SectionId;
  /** The label of the setting wherever its value is read: on the page, and where somebody else changed it. */
  label: string;
  /** The label of its field, where a question reads otherwise. */
  ask?: string;
  hint?: string;
  kind: Kind<Value>;
  tell: Tell<Value>;
}

/** The history tells only a change ("the tag to sms"), or always how things stand ("texts are paused"). */
export interface Tell<Value> {
  always: boolean;
  words(value: Value): string;
}

const onChange = <Value>(words: (value: Value) => string): Tell<Value> => ({ always: false, words });
const always = <Value>(words: (value: Value) => string): Tell<Value> => ({ always: true, words });

/** A choice that Threadwire keeps among the settings. */
function setting<Value>(row: Row<Value> & { default: Value }): Row<Value> & { default: Value } {
  return row;
}

/** A choice that Intercom makes at first: a column of the workspace. */
function column<Value>(row: Row<Value>): Row<Value> {
  return row;
}

/** The order is that of the fields on the page. */
export const rows = {
  /** The admin in whose name notes and tags are made. */
  actingAdminId: column<string>({
    section: 'inbox',
    label: 'Write notes and tags as',
    hint: 'Notes that say why a text failed carry this name.',
    kind: teammate,
    tell: onChange(() => 'who writes notes and tags'),
  }),
  /** The name of the tag on conversations and contacts. */
  tagName: setting<string>({
    section: 'inbox',
    label: 'Tag',
    hint: 'On every conversation and contact with texts, so that you can find and route them.',
    kind: shortText(100),
    default: 'sms-channel',
    tell: onChange((name) => `the tag to ${name}`),
  }),
  /** The country in which a number without a country code is read; null: that of our first number. */
  defaultCountry: setting<string | null>({
    section: 'inbox',
    label: 'Numbers without a country code are from',
    kind: countryOrNone('The country of your first number'),
    default: null,
    tell: onChange((country) => `the default country to ${country ?? 'none'}`),
  }),
  timezone: column<string>({
    section: 'inbox',
    label: 'Time zone',
    hint: 'For dates and times, unless a customer’s own zone is known.',
    kind: timeZone,
    tell: onChange((zone) => `the time zone to ${zone}`),
  }),
  /** Whose texts share a conversation. */
  threadPer: setting<ThreadPer>({
    section: 'threading',
    label: 'A contact who texts several of your numbers has',
    kind: oneOf<ThreadPer>({
      sender: { label: 'A conversation for each number', hint: 'Good when each number is another team’s.' },
      contact: {
        label: 'One conversation for all numbers',
        hint: 'A reply goes out from the number that the contact texted last. Open conversations stay as they are.',
      },
    }),
    default: 'sender',
    tell: always((per) =>
      per === 'contact' ? 'a contact has one conversation' : 'each number has its own conversation',
    ),
  }),
  /** A customer's text reopens the last conversation when it closed less than this many days ago. */
  reopenDays: setting<number>({
    section: 'threading',
    label: 'A text reopens a closed conversation for',
    hint: 'After that, it starts a new one. With 0 it always does. An answer to a text that was sent from there still finds it.',
    kind: wholeNumber('day', 0, 365),
    default: 5,
    tell: always((days) => `closed conversations reopen for ${days} days`),
  }),
  /** Says whether a reaction to a text is kept out of a conversation that is not open. */
  reactionsStayAside: setting<boolean>({
    section: 'threading',
    label: 'Reactions',
    ask: 'Reactions do not reopen or start a conversation',
    hint: 'A phone sends them as texts, such as “Liked “See you tomorrow””. They join a conversation that is open, and otherwise stand in the SMS panel alone.',
    kind: yesOrNo('do not reopen or start a conversation', 'are like any other text'),
    default: true,
    tell: always((is) => `reactions ${is ? 'do not reopen or start a conversation' : 'are like any other text'}`),
  }),
  /** A reply that could not be handed over for this many hours is held for an admin to decide. */
  holdAfterHours: setting<number>({
    section: 'threading',
    label: 'A reply that could not be sent is held after',
    ask: 'Hold a reply that could not be sent after',
    hint: 'Then it is not sent late on its own: a note asks the teammate first.',
    kind: wholeNumber('hour', 1, 23),
    default: 4,
    tell: always((hours) => `late replies are held after ${hours} hours`),
  }),
  /** Says whether a closed or snoozed conversation opens again when a teammate's text there did not arrive. */
  reopenFailed: setting<boolean>({
    section: 'threading',
    label: 'A closed conversation, when a teammate’s text there does not arrive',
    ask: 'Reopen a closed conversation when a teammate’s text there did not arrive',
    hint: 'A snoozed one opens, too. Either way it is tagged sms-failed until the text or its retry arrives.',
    kind: yesOrNo('is reopened', 'is left closed'),
    default: true,
    tell: always((is) => `conversations with a failed text are ${is ? 'reopened' : 'left closed'}`),
  }),
  /** Says whether the words of bots and AI agents are texted. */
  botReplies: setting<'never' | 'always'>({
    section: 'replies',
    label: 'What bots and AI agents say',
    ask: 'What bots and AI agents say in a conversation with texts',
    kind: oneOf<'never' | 'always'>({
      never: { label: 'Is not texted' },
      always: { label: 'Is texted', hint: 'Each of their messages costs a text.' },
    }),
    default: 'never',
    tell: always((replies) => `bot replies are ${replies === 'always' ? '' : 'not '}texted`),
  }),
  /** Says whether a conversation that an admin starts with a contact who has a phone is texted. */
  outboundFirst: setting<boolean>({
    section: 'replies',
    label: 'A conversation that a teammate starts',
    ask: 'Text a conversation that a teammate starts',
    hint: 'When a teammate writes first, to a contact with a phone number, it goes out as a text.',
    kind: yesOrNo('is texted', 'is not texted'),
    default: false,
    tell: always((is) => `conversations that teammates start are ${is ? '' : 'not '}texted`),
  }),
  /** Says whether the parts of a long text carry numbers, and each waits until the one before is on its way. */
  numberParts: setting<boolean>({
    section: 'replies',
    label: 'A reply that is too long for one text',
    ask: 'Number the parts of a reply that is too long for one text',
    hint: 'Each begins with (1/2), and goes once the one before has left for the phone, or a few seconds after it. Otherwise a short part may arrive before a long one.',
    kind: yesOrNo('is sent in numbered parts', 'is sent in parts without numbers'),
    default: false,
    tell: always((is) => `the parts of long replies are ${is ? '' : 'not '}numbered`),
  }),
  /** The price of a segment in each country, for estimates. */
  prices: setting<PriceTable | null>({
    section: 'prices',
    label: 'Prices',
    kind: prices,
    default: null,
    tell: always((table) => `changed the price table: ${Object.keys(table?.perSegment ?? {}).length} countries`),
  }),
  /** While paused, texts are kept and threaded, and nothing is sent. */
  isPaused: setting<boolean>({
    section: 'pause',
    label: 'Sending',
    kind: switched('paused', 'not paused'),
    default: false,
    tell: always((is) => (is ? 'paused all texts' : 'resumed texts')),
  }),
};

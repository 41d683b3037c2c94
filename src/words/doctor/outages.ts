// The doctor on outages: what was read afterwards, and what was not.
import type { OutageFound } from '../../domain/doctor/found/webhooks.ts';
import type { CatchUpReason } from '../../domain/doctor/outage.ts';
import { count, listOf } from '../counts.ts';
import { product } from '../names.ts';
import type { Words } from '../say.ts';
import { fullTime } from '../times.ts';
import type { Told } from './told.ts';

export const outageWords = (zone: string): Words<OutageFound, Told> => ({
  found: (found) => ({
    title: `${listOf(kindsFound(found))} ${found.texts + found.replies === 1 ? 'was' : 'were'} found ${duringWords(found, zone)}`,
    cause: `No webhook had told ${product} of ${found.texts + found.replies === 1 ? 'it' : 'them'}. Customers’ texts went into their conversations. Replies less than ${found.holdHours} hours old were texted in order; older ones got a note, so that their authors decide.${isIntercoms(found.reason) ? ' The operator must check the app’s webhook address and topics in the Developer Hub.' : ''}`,
  }),
  'not-all-read': (found) => ({
    title: `Not everything could be read ${duringWords(found, zone)}`,
    cause: `${
      found.unread === null
        ? `There were more conversations than ${product} reads, or Intercom did not allow a search.`
        : `${count(found.unread, 'conversation')} could not be read.`
    } A reply there may not have been texted. Check the conversations that were answered then, and text missing replies from the panel.`,
  }),
  'still-reading': (found) => ({
    title: `${product} is still reading what it missed ${duringWords(found, zone)}`,
    cause: `It has read ${count(found.conversations, 'conversation')} so far, and goes on as Intercom answers. Replies that it finds are texted in order.`,
  }),
});

function kindsFound({ texts, replies }: Extract<OutageFound, { kind: 'found' }>): string[] {
  return [
    ...(texts > 0 ? [count(texts, 'text from a customer', 'texts from customers')] : []),
    ...(replies > 0 ? [count(replies, 'reply', 'replies')] : []),
  ];
}

/** It did not tell us, although we were there. */
function isIntercoms(reason: CatchUpReason): boolean {
  return reason === 'silence' || reason === 'daily';
}

const occasions: Readonly<Record<CatchUpReason, string>> = {
  daily: 'in the daily check',
  install: `while Intercom did not let ${product} in,`,
  outage: 'after an outage',
  silence: 'while Intercom sent no webhooks,',
};

function duringWords({ reason, since, until }: OutageFound, zone: string): string {
  return `${occasions[reason]} from ${fullTime(new Date(since), zone)} to ${fullTime(new Date(until), zone)}`;
}

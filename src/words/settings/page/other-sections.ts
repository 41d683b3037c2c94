// The sentences of the sections of templates, members and the pause.

import { count, fewOf } from '../../counts.ts';
import { standstills } from '../../standstills.ts';

export const templateWords = {
  fields:
    '{example} becomes the contact’s first name, or “there” if it is not known. {sender} becomes the first name of the agent who sends the text.',
  contact: 'a phone number or Intercom contact ID',
  previewHint: 'Without a contact, the preview has example values. Nothing is sent or saved.',
  examples: 'With example values:',
  previewOf: (name: string | null) => `For ${name ?? 'a contact without a name'}:`,
  missing: (fields: readonly string[]) =>
    `No value for ${fewOf(fields, 3)}. The agent fills it in before the text is sent.`,
  fieldList: 'Fields that you can use:',
  ownFields: (number: number) => `${count(number, 'attribute')} of your contacts`,
  faulty: 'Agents can still use this template, but it needs a correction.',
  series: 'Text it from a Series',
  seriesUrl: 'URL of the webhook block',
  seriesHint:
    'Give each block a step of its own. Its header Authorization has the word Bearer, a space, and a key that may send texts; its body has contact_id. Any other value that it sends fills a field such as {{values.plan}}.',
  archive: (name: string) => `Agents no longer find “${name}” in the panel. Texts that were sent with it stay.`,
} as const;

export const memberWords = {
  makeOwner: (name: string) => `${name} becomes the owner, who decides about roles. You become an editor.`,
  makeOwnerButton: 'Make this member the owner',
  gone: 'Somebody who has left',
} as const;

/** `hold`: how long a text may wait. */
export const pauseWords = {
  paused: (hold: string) => `${standstills.paused}. Customers’ texts ${meanwhile(hold)}`,
  sending: (hold: string) => `Texts go out. While sending is paused, customers’ texts ${meanwhile(hold)}`,
} as const;

function meanwhile(hold: string): string {
  return `still come in, and your texts wait until you resume. A text that has waited for ${hold} is not sent: a note in its conversation says so.`;
}

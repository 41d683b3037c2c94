// The sentences around the sections of the settings: their titles, what is locked, and saves that collided.
import type { SettingsPageId } from '../../../domain/settings/sections.ts';
import { limitsTitle } from '../../limits.ts';
import { product } from '../../names.ts';

export const sectionTitles: Readonly<Record<SettingsPageId, string>> = {
  twilio: 'Twilio account',
  numbers: 'Phone numbers',
  inbox: 'Inbox',
  threading: 'Conversations',
  hours: 'Quiet hours',
  automatic: 'Automatic texts',
  replies: 'Replies',
  media: 'Pictures and files',
  templates: 'Templates',
  prices: 'Prices',
  limits: limitsTitle,
  pause: 'Pause sending',
  members: 'Members',
  rules: 'Rules',
  customers: 'Customer sync',
  'api-keys': 'API keys',
  webhooks: 'Webhooks',
  connectors: 'Workflows and Fin',
  assist: 'Machine help',
  history: 'History',
};

export const frameWords = {
  /** For everything that the operator names in the environment. */
  setByServer: 'Set by the server (TWILIO_… variables). Only the operator can change it.',
  leads: {
    twilio: 'Texts go through your own Twilio account.',
    numbers: 'Customers text these numbers, and replies go out from them.',
    inbox: `How ${product} appears in Intercom, and how it reads numbers and times.`,
    threading: 'Which conversation a text joins, and how long a late reply may wait.',
    media: 'The files of texts, in both directions.',
    hours: 'When texts that nobody waits for go out.',
    automatic: `${product} can answer customers by itself. Nothing goes until you write the words.`,
    replies: 'An agent’s reply to a text is always texted. Choose what else is.',
    templates: 'Texts that agents send again and again, from the SMS panel.',
    prices: 'Agents see from these prices about what a text costs before they send it.',
    limits: 'How much is texted to each country in a day before you are asked, and where nobody texts at all.',
    rules: 'Texts that send themselves when something happens. Each goes through the same checks as every other text.',
    customers: 'Your own system sends its customers, and Intercom shows them the same. Only changes are written.',
    'api-keys': 'Your own systems read and change what is here with a key.',
    connectors: 'Steps of Intercom’s Workflows, and Fin, text people through data connectors.',
    webhooks:
      'Your own systems are told what happens here: texts that come and go, consent, and what the doctor finds.',
    assist:
      'A machine reads texts for your own systems, on this server: nothing of a text leaves it. It is often wrong, says how sure it is and why, and sends nothing.',
    members: `Everyone who has signed in here. The owner changes settings and roles, an editor changes settings, and a viewer can only view them. If the owner has left Intercom, anyone who may install apps becomes the owner by installing ${product} again.`,
  },
} as const;

/** A save that was refused because somebody else had saved the same form. */
export const conflictWords = {
  title: 'Not saved.',
  changed: (who: string, at: string) => `${who} changed this on ${at}, while your form was open:`,
  changedAtSomeTime: 'Somebody changed this while your form was open:',
  changedByYou: (at: string) => `You changed this in another window on ${at}, while this form was open:`,
  somebody: 'Somebody',
  removed: 'removed',
  more: (rest: number) => `and ${rest} more`,
  kept: 'Your input is still below.',
  keptWithoutSecrets: 'Your input is still below, except for the secrets.',
  addAgain: 'Save to add it again, or {keep}.',
  replace: 'Save again to replace it with yours, or {keep}.',
  keep: 'keep that change',
} as const;

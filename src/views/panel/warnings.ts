// What an agent should know before a text or a reply goes astray, the most important first.
import type { Flow } from '../../domain/doctor/finding.ts';
import type { Breakage, HomeScreen, PanelWarning, Trouble } from '../../domain/panel.ts';
import { keptTitle } from '../../words/doctor/findings.ts';
import { shorten } from '../plain-text.ts';
import { button, type Component, outsideLink, text } from './canvas-kit.ts';

const order: readonly PanelWarning['kind'][] = [
  'no-sender',
  'not-answerable',
  'may-stop',
  'broken',
  'paused',
  'sender-blocked',
  'replies-not-texted',
  'moved',
  'bots-not-texted',
  'also-email',
];

/** Texts do not get through. */
const urgent = order.slice(0, order.indexOf('sender-blocked') + 1);
const mendedInSettings: readonly PanelWarning['kind'][] = ['no-sender', 'broken', 'sender-blocked', 'bots-not-texted'];

/** `detail`: of three grades, how much is said of what else is broken. */
export function warningWords({ warnings, settingsUrl }: HomeScreen, most: number, detail: number): Component[] {
  const shown = warnings.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)).slice(0, most);
  const needsSettings = shown.some(({ kind }) => mendedInSettings.includes(kind));
  return [
    ...shown.flatMap((warning) => [
      text(sentenceOf(warning, detail), urgent.includes(warning.kind) ? 'error' : 'paragraph'),
      ...(warning.kind === 'may-stop' ? [optOutButton(warning.messageId)] : []),
    ]),
    ...(needsSettings ? outsideLink('Open the settings', 'settings', settingsUrl) : []),
  ];
}

function optOutButton(id: string): Component {
  return button('Opt them out', { do: 'opt-out-by', id }, 'secondary');
}

const breakages: Readonly<Record<Breakage, string>> = {
  'intercom-refused':
    'Intercom has locked Threadwire out: texts from customers wait until an admin mends it in the settings.',
  'twilio-refused': 'Twilio does not let Threadwire in: what you send waits until an admin mends it in the settings.',
  'secrets-locked': 'The stored credentials cannot be opened: texts wait until an admin mends it in the settings.',
  'twilio-missing': 'Twilio is not connected: what you send waits until an admin connects it in the settings.',
  'intercom-forbids': 'Intercom does not allow all that Threadwire needs: an admin finds what in the settings.',
  'intercom-silent':
    'Intercom has stopped telling Threadwire of replies: they are not texted until an admin mends it in the settings.',
  'texts-refused': 'Texts from customers could not be verified and are held: an admin finds why in the settings.',
  'texts-late': 'Texts here have waited for minutes: an admin finds why in the settings.',
};

/** Short enough to be named beside another. */
const named: Readonly<Record<Breakage, string>> = {
  'intercom-refused': 'Intercom has locked Threadwire out',
  'twilio-refused': 'Twilio does not let Threadwire in',
  'secrets-locked': 'the stored credentials cannot be opened',
  'twilio-missing': 'Twilio is not connected',
  'intercom-forbids': 'a permission in Intercom lacks',
  'intercom-silent': 'Intercom does not tell of replies',
  'texts-refused': 'texts from customers could not be verified',
  'texts-late': 'texts are late',
};

const stillness: Readonly<Record<Flow, string>> = {
  sending: 'what you send does not go out',
  receiving: 'texts from customers do not come in',
  replies: 'replies are not texted',
  notes: 'nobody is told of texts that fail',
};

function brokenWords(warning: PanelWarning & { kind: 'broken' }, detail: number): string {
  const { others = [] } = warning;
  const first = warning.what === 'found' ? foundWords(warning) : breakages[warning.what];
  if (others.length === 0) return first;
  const also = others
    .slice(0, 2)
    .map((one) => shorten(one.what === 'found' ? keptTitle(one.found) : named[one.what], 50));
  const more = others.length - also.length;
  if (detail === 2) return `${first} Also: ${also.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
  return `${first} ${others.length === 1 ? 'One more thing is' : `${others.length} more things are`} broken.`;
}

function foundWords({ found, stops }: Trouble & { what: 'found' }): string {
  const still = stops.slice(0, 2).map((flow) => stillness[flow]);
  return `${shorten(keptTitle(found), 90)}${still.length === 0 ? '' : `: ${still.join(', and ')}`}. An admin fixes it in the settings.`;
}

function sentenceOf(warning: PanelWarning, detail: number): string {
  switch (warning.kind) {
    case 'no-sender':
      return 'There is no number to text from. An admin can add one in the settings.';
    case 'not-answerable':
      return 'This sender cannot be texted back. Answer them another way.';
    case 'may-stop':
      return `They may be asking for no more texts: “${shorten(warning.words, 60)}”`;
    case 'broken':
      return brokenWords(warning, detail);
    case 'paused':
      return 'Sending is paused: what you send waits until an admin resumes it. After some hours it is held, and a note says so.';
    case 'sender-blocked':
      return `Texts from this number are being stopped. ${shorten(warning.fault.meaning, 120)}`;
    case 'replies-not-texted':
      return warning.why === 'chat'
        ? 'They wrote in the chat last: your replies are not texted. Write to their phone from here.'
        : 'Replies here are not texted. Write to their phone from here.';
    case 'moved':
      return `Their next text goes to another conversation, ${shorten(warning.conversationId, 24)}.`;
    case 'bots-not-texted':
      return 'What bots and AI agents say here is not texted. An admin can change that in the settings.';
    case 'also-email':
      return 'Your replies may reach them by e-mail too.';
  }
}

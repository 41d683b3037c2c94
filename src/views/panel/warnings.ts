// What an agent should know before a text or a reply goes astray, the most important first.
import type { Breakage, HomeScreen, PanelWarning } from '../../domain/panel.ts';
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
  'also-email',
];

/** Texts do not get through. */
const urgent = order.slice(0, order.indexOf('sender-blocked') + 1);
const mendedInSettings: readonly PanelWarning['kind'][] = ['no-sender', 'broken', 'sender-blocked'];

export function warningWords({ warnings, settingsUrl }: HomeScreen, most: number): Component[] {
  const shown = warnings.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)).slice(0, most);
  const needsSettings = shown.some(({ kind }) => mendedInSettings.includes(kind));
  return [
    ...shown.flatMap((warning) => [
      text(sentenceOf(warning), urgent.includes(warning.kind) ? 'error' : 'paragraph'),
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
};

function sentenceOf(warning: PanelWarning): string {
  switch (warning.kind) {
    case 'no-sender':
      return 'There is no number to text from. An admin can add one in the settings.';
    case 'not-answerable':
      return 'This sender cannot be texted back. Answer them another way.';
    case 'may-stop':
      return `They may be asking for no more texts: “${shorten(warning.words, 60)}”`;
    case 'broken':
      return breakages[warning.what];
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
    case 'also-email':
      return 'Your replies may reach them by e-mail too.';
  }
}

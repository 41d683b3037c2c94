// What an agent should know before a text or a reply goes astray, the most important first.
import type { HomeScreen, PanelWarning } from '../domain/panel.ts';
import { type Component, outsideLink, text } from './canvas-kit.ts';
import { shorten } from './plain-text.ts';

const order: readonly PanelWarning['kind'][] = [
  'no-sender',
  'not-answerable',
  'paused',
  'sender-blocked',
  'replies-not-texted',
  'moved',
  'also-email',
];

export function warningWords({ warnings, settingsUrl }: HomeScreen, most: number): Component[] {
  const shown = warnings.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)).slice(0, most);
  const needsSettings = shown.some(({ kind }) => kind === 'no-sender' || kind === 'sender-blocked');
  return [
    ...shown.map((warning) => text(sentenceOf(warning), order.indexOf(warning.kind) < 4 ? 'error' : 'paragraph')),
    ...(needsSettings ? outsideLink('Open the settings', 'settings', settingsUrl) : []),
  ];
}

function sentenceOf(warning: PanelWarning): string {
  switch (warning.kind) {
    case 'no-sender':
      return 'There is no number to text from. An admin can add one in the settings.';
    case 'not-answerable':
      return 'This sender cannot be texted back. Answer them another way.';
    case 'paused':
      return 'Texts are paused in the settings: what you send waits until an admin resumes them.';
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

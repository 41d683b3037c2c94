// What several screens of the panel are made of: notices, the card of a failed text, the list of texts, ways back.

import type { FailureCard, PanelNotice, PanelText, ScheduledText } from '../../domain/panel.ts';
import type { PanelAction } from '../../domain/panel-action.ts';
import type { Remedy } from '../../domain/texts/remedies.ts';
import { absoluteDate } from '../../domain/times/dates.ts';
import { remedyLabels } from '../../words/remedies.ts';
import { columnsOf, shorten } from '../plain-text.ts';
import { button, type Component, type Item, item, outsideLink, text } from './canvas-kit.ts';
import { authorOf, fixerInWords, phone, snippet, stateAndTime } from './words.ts';

export function notice(given: PanelNotice | null, columns = 400): Component[] {
  if (given === null) return [];
  const words = shorten(given.words, columns);
  if (given.kind === 'problem') return [text(words, 'error')];
  return [text(words.startsWith('✅') ? words : `✅ ${words}`)];
}

export function back(action: PanelAction = { do: 'home' }): Component {
  return button('Back', action, 'link');
}

interface TextLine {
  columns: number;
  /** The author's name where it is not to be the whole one. */
  who?: string;
  /** Whether a third line says why it failed. */
  hasReason?: boolean;
}

/** A text in two lines: who and what, then how far it came and when. */
export function textItem(one: PanelText, timeZone: string, line: TextLine): Item {
  const who = line.who ?? authorOf(one);
  return item({ do: 'open-text', id: one.id }, `${who}: ${snippet(one, line.columns - columnsOf(who) - 2)}`, {
    subtitle: stateAndTime(one, timeZone),
    ...(line.hasReason && one.failure ? { third: shorten(one.failure.meaning, 140) } : {}),
  });
}

export function scheduledItem(one: ScheduledText, zone: string, columns: number): Item {
  const words = { body: one.body, media: [] };
  return item({ do: 'open-scheduled', id: one.id }, snippet(words, columns), {
    subtitle: `Goes out ${absoluteDate(one.sendAt, zone)}`,
  });
}

/** Who can fix it and what happened; then what to do. */
export function failureWords(
  { fault }: FailureCard,
  { columns = 400, hasNextStep = true }: { columns?: number; hasNextStep?: boolean } = {},
): Component[] {
  const words = [{ bold: fixerInWords(fault.fixedBy) }, ` ${shorten(fault.meaning, columns)}`];
  if (!hasNextStep) return [text(words, 'error')];
  return [text(words, 'error', { tight: true }), text(shorten(fault.nextStep, columns * 2), 'muted')];
}

/** The first that is done here is the one to see; what leads out of Intercom is a link. */
export function remedyButtons({ messageId: id, remedies }: FailureCard, settingsUrl: string | null): Component[] {
  const first = remedies.find((remedy) => remedy !== 'settings');
  return remedies.flatMap((remedy) => {
    if (remedy === 'settings') return outsideLink(remedyLabels.settings, 'settings', settingsUrl);
    const action = { do: remedyClicks[remedy], id };
    return [button(remedyLabels[remedy], action, remedy === first ? 'secondary' : 'link')];
  });
}

const remedyClicks = {
  again: 'again',
  arrived: 'arrived',
  edit: 'edit-failed',
  'another-number': 'another-number',
  'fix-number': 'fix-number',
} as const satisfies Record<Exclude<Remedy, 'settings'>, PanelAction['do']>;

export function addressed({ address, sender }: Pick<ScheduledText, 'address' | 'sender'>): [string, string][] {
  return [
    ['To', phone(address)],
    ['From', phone(sender)],
  ];
}

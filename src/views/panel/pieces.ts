// Pieces that several screens of the panel share: the card of a failed text, the rows of texts, ways back.

import type { FailureCard, MergePair, PanelText, ScheduledText, UnsentEnd } from '../../domain/panel.ts';
import type { PanelAction } from '../../domain/panel-action.ts';
import type { Remedy } from '../../domain/texts/remedies.ts';
import { buttonLabels, remedyLabels } from '../../words/buttons.ts';
import { tellFailure } from '../../words/failures.ts';
import { endInWords, scheduledFor } from '../../words/scheduled.ts';
import type { Reader } from '../../words/times.ts';
import { columnsOf, shorten } from '../plain-text.ts';
import { button, type Component, type Item, item, outsideLink, text } from './canvas-kit.ts';
import { authorOf, phone, snippet, stateAndTime } from './formats.ts';

export function back(action: PanelAction = { do: 'home' }): Component {
  return button('Back', action, 'link');
}

/** Leads to writing, or to the reason why nothing may be written. */
export function writeOrConsent({ optedOut }: { optedOut: boolean }): Component {
  return optedOut
    ? button(buttonLabels.aboutOptOut, { do: 'consent' }, 'secondary')
    : button(buttonLabels.write, { do: 'write' }, 'secondary');
}

export function mergeOffer({ lead, user }: MergePair): Component {
  return button(buttonLabels.merge, { do: 'merge', lead: lead.contactId, user: user.contactId }, 'link');
}

interface TextLine {
  columns: number;
  /** The author's name where it is not to be the whole one. */
  who?: string;
  /** A third line says why it failed. */
  hasReason?: boolean;
}

/** A text in two lines: its author and words, then how far it came and when. */
export function textItem(one: PanelText, reader: Reader, line: TextLine): Item {
  const who = line.who ?? authorOf(one);
  return item({ do: 'open-text', id: one.id }, `${who}: ${snippet(one, line.columns - columnsOf(who) - 2)}`, {
    subtitle: stateAndTime(one, reader),
    ...(line.hasReason && one.failure ? { third: shorten(tellFailure(one.failure).heading, 140) } : {}),
  });
}

/** `hasRecipient`: a third line says to whom it goes. One that ended says how; its third line says when it would have gone. */
export function scheduledItem(
  one: ScheduledText,
  reader: Reader,
  { columns, hasRecipient = false }: { columns: number; hasRecipient?: boolean },
): Item {
  const who = one.end === null ? '' : `${shorten(one.author ?? '', 30, 'Your team')}: `;
  const words = `${who}${snippet({ direction: 'out', body: one.body, media: [] }, columns - columnsOf(who))}`;
  const third = one.end === null ? `To ${phone(one.address)}` : scheduledFor(one, reader);
  return item({ do: 'open-scheduled', id: one.id }, words, {
    subtitle: one.end === null ? scheduledFor(one, reader) : ended(one.end, reader),
    ...(hasRecipient || one.end !== null ? { third } : {}),
  });
}

export function ended(end: UnsentEnd, reader: Reader): string {
  return endInWords({ ...end, by: end.by === null ? null : shorten(end.by, 30, 'somebody') }, reader);
}

/** The cause; then the next step, where there is room. */
export function failureWords(
  { fault }: FailureCard,
  { columns = 400, hasNextStep = true }: { columns?: number; hasNextStep?: boolean } = {},
): Component[] {
  const { heading, cause, nextStep } = tellFailure(fault);
  const words = [{ bold: `${shorten(heading, 80)}.` }, ` ${shorten(cause, columns)}`];
  if (!hasNextStep) return [text(words, 'error')];
  return [text(words, 'error', { tight: true }), text(shorten(nextStep, columns * 2), 'muted')];
}

/** The first that is done here is the one to see; the one that leads out of Intercom is a link. */
export function remedyButtons(
  { messageId: id, fault, remedies }: FailureCard,
  settingsUrl: string | null,
): Component[] {
  const isLater = (remedy: Remedy) => remedy === 'again' && fault.retry === 'once-fixed';
  const first = remedies.find((remedy) => remedy !== 'settings' && !isLater(remedy));
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
  'send-now': 'again',
} as const satisfies Record<Exclude<Remedy, 'settings'>, PanelAction['do']>;

export function addressed({ address, sender }: Pick<ScheduledText, 'address' | 'sender'>): [string, string][] {
  return [
    ['To', phone(address)],
    ['From', phone(sender)],
  ];
}

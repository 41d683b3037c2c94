// One text as a whole: its words, what it cost, and everything that happened to it.
import { isShown } from '../../domain/media/served-file.ts';
import type { PanelEvent, PanelPart, TextScreen } from '../../domain/panel.ts';
import { isStopped } from '../../domain/texts/message.ts';
import { isBlank } from '../../domain/well-formed.ts';
import { buttonLabels } from '../../words/buttons.ts';
import { partWords, sourceWords, waitsUntilWords } from '../../words/panel/texts.ts';
import { fileLine } from '../../words/received-files.ts';
import type { Reader } from '../../words/times.ts';
import { whySo } from '../../words/trace.ts';
import { traceLines } from '../trace-lines.ts';
import { button, type Canvas, type Component, canvas, outsideLink, picture, table, text } from './canvas-kit.ts';
import { flash } from './flash.ts';
import { authorOf, phone, price, readerOf, stateAndTime, wordsOf } from './formats.ts';
import { back, failureWords, remedyButtons, writeOrConsent } from './pieces.ts';

const MOST_PARTS = 12;
const MOST_FILES = 20;
const MOST_EVENTS = 8;
const MOST_DECISIONS = 8;

export function renderText(state: TextScreen): Canvas {
  return canvas(
    [
      ...flash(state),
      text(state.text.direction === 'in' ? 'Text from the customer' : 'Text to the customer', 'header'),
      text({ typed: words(state) }),
      ...files(state),
      text(stateAndTime(state.text, readerOf(state)), 'muted'),
      ...table(facts(state)),
      ...failure(state),
      ...waiting(state),
      ...decisions(state),
      ...history(state),
      writeOrConsent(state),
      button('All texts', { do: 'texts', olderThan: null }, 'link'),
      back(),
    ],
    state.memory,
  );
}

/** Files that are shown need no line among the words. */
function words({ text: one, files: all }: TextScreen): string {
  return wordsOf(all.length > 0 && !isBlank(one.body) ? { ...one, media: [] } : one);
}

/** Pictures as such; other files, and pictures whose size nobody knows, by their name. */
function files({ files: all }: TextScreen): Component[] {
  return all.slice(0, MOST_FILES).flatMap((file, index): Component[] => {
    const { url, pixels, type } = file;
    const shown = isShown(type) ? picture(url, pixels) : [];
    if (shown.length > 0) return shown;
    const line = fileLine(file);
    const link = outsideLink(line, `file-${index + 1}`, url);
    return link.length > 0 ? link : [text({ typed: line }, 'muted')];
  });
}

function facts({ text: one, parts, price: cost, sender }: TextScreen): [string, string][] {
  const isIn = one.direction === 'in';
  return [
    ['From', phone(isIn ? one.address : sender)],
    ['To', phone(isIn ? sender : one.address)],
    ...(isIn ? [] : [['Written by', authorOf(one)] as [string, string]]),
    ...(parts.length > 1 ? [['Sent as', `${parts.length} SMS`] as [string, string]] : []),
    ...(isLeftOut(cost, one) ? [] : [['Price', priceWords(cost)] as [string, string]]),
  ];
}

/** A text that Twilio never handed to a carrier costs nothing. Source: twilio.com/docs/messaging/api/message-resource. */
function isLeftOut(cost: TextScreen['price'], one: TextScreen['text']): boolean {
  if (cost === null) return one.direction === 'in' || isStopped(one);
  return isStopped(one) && Number(cost.amount) === 0;
}

function priceWords(cost: TextScreen['price']): string {
  if (cost === null) return 'Not known yet';
  return cost.isWhole ? price(cost) : `${price(cost)} so far`;
}

function failure({ failure: card, settingsUrl }: TextScreen): Component[] {
  return card === null ? [] : [...failureWords(card), ...remedyButtons(card, settingsUrl)];
}

function waiting({ text: { id }, wait, ...state }: TextScreen): Component[] {
  if (wait === null) return [];
  const words = text(waitsUntilWords(wait.until, readerOf(state), wait.zone));
  return wait.mayGoNow ? [words, button(buttonLabels.sendNow, { do: 'send-now', id }, 'secondary')] : [words];
}

function decisions(state: TextScreen): Component[] {
  const all = traceLines(state.trace, readerOf(state));
  // The first says why it may go, and the last ones how it ended.
  const told = all.filter((_line, index) => index === 0 || index > all.length - MOST_DECISIONS);
  return told.length === 0
    ? []
    : [text({ bold: whySo[state.text.direction] }, 'paragraph', { tight: true }), ...lines(told)];
}

function history(state: TextScreen): Component[] {
  const { parts } = state;
  const reader = readerOf(state);
  const [only] = parts;
  if (parts.length > 1) return parts.slice(0, MOST_PARTS).flatMap((part) => partHistory(part, parts.length, reader));
  if (only === undefined || only.events.length === 0) return [];
  return [text({ bold: 'History' }, 'paragraph', { tight: true }), ...lines(events(only, reader))];
}

function partHistory(part: PanelPart, of: number, reader: Reader): Component[] {
  const title = partWords(part, of);
  const isFree = part.price === null || (isStopped(part) && Number(part.price.amount) === 0);
  const cost = part.price === null || isFree ? [] : [`Price: ${price(part.price)}`];
  return [
    text({ bold: title }, 'paragraph', { tight: true }),
    text({ typed: part.body }, 'paragraph', { tight: true }),
    ...lines([...events(part, reader), ...cost]),
  ];
}

function events({ events: all }: PanelPart, reader: Reader): string[] {
  return all.slice(-MOST_EVENTS).map((event) => eventLine(event, reader));
}

/** Twilio's acceptance needs no source. */
function eventLine(event: PanelEvent, reader: Reader): string {
  const line = stateAndTime(event, reader);
  return event.state === 'accepted' && event.source === 'answer' ? line : `${line}, ${sourceWords(event)}`;
}

function lines(all: readonly string[]): Component[] {
  return all.map((line, index) => text(line, 'muted', { tight: index < all.length - 1 }));
}

// The SMS panel as a canvas: who is at the other end, and what became of the last texts.
import { absoluteDate } from '../domain/dates.ts';
import { isDeliveryState, stateInWords } from '../domain/delivery.ts';
import type { MessageState } from '../domain/message.ts';
import type { PanelState, PanelText } from '../domain/panel.ts';
import { nationalForm, parseAddress } from '../domain/phone-number.ts';
import { isBlank } from '../domain/text-parts.ts';
import { type Canvas, type Component, canvas, plain, table, text } from './canvas-kit.ts';

/** The first canvas may be 400 px high: that holds this many texts. */
const TEXTS_SHOWN = 3;
const SNIPPET_LENGTH = 80;

type ThreadState = Extract<PanelState, { kind: 'thread' }>;

export function renderPanel(state: PanelState): Canvas {
  switch (state.kind) {
    case 'unknown-workspace':
      return canvas([
        text('Texting is not set up for this workspace yet. Ask an admin to install Threadwire.', 'muted'),
      ]);
    case 'unavailable':
      return canvas([
        text('The texts of this conversation cannot be shown at the moment. Open it again in a minute.', 'muted'),
      ]);
    case 'no-thread':
      return canvas([text(noThreadSentence(state.sender), 'muted')]);
    case 'thread':
      return canvas(renderThread(state));
  }
}

function noThreadSentence(sender: string | null): string {
  const how = sender === null ? '' : ` A customer who texts ${plain(phone(sender))} appears here.`;
  return `There are no texts in this conversation.${how}`;
}

function renderThread(state: ThreadState): Component[] {
  const { customer, sender, texts, timeZone } = state;
  const facts: [string, string][] = [
    ...(customer.name === null ? [] : [['Customer', shorten(customer.name)] as [string, string]]),
    ['Number', phone(customer.address)],
    ['Texts come from', phone(sender)],
  ];
  const shown = texts.slice(-TEXTS_SHOWN);
  return [
    table(facts),
    ...notice(state),
    ...(shown.length === 0
      ? [text('There are no texts yet.', 'muted')]
      : [
          {
            type: 'list' as const,
            items: shown.map((one, index) => ({
              type: 'item' as const,
              id: `text-${index}`,
              ...describe(one, timeZone),
            })),
          },
        ]),
  ];
}

function notice({ answerable, consent, timeZone }: ThreadState): Component[] {
  if (!answerable) return [text('This sender cannot be texted back.', 'muted')];
  if (!consent.optedOut) return [];
  const since = consent.at === null ? '' : ` since ${absoluteDate(consent.at, timeZone)}`;
  return [text(`Opted out${since}. Replies are not texted until they text START.`, 'error')];
}

function describe(one: PanelText, timeZone: string) {
  const who = one.direction === 'in' ? 'Customer' : 'You';
  const words =
    isBlank(one.body) && one.files > 0 ? (one.files === 1 ? 'Picture or file' : `${one.files} files`) : one.body;
  const when = absoluteDate(one.at, timeZone);
  return {
    title: `${who}: ${shorten(words)}`,
    subtitle: `${one.direction === 'in' ? 'Received' : inWords(one.state)} · ${when}`,
    ...(one.failure === null ? {} : { tertiary_text: one.failure }),
  };
}

function inWords(state: MessageState): string {
  if (isDeliveryState(state)) return stateInWords(state);
  const words = {
    pending: 'Waiting to be sent',
    held: 'Held',
    refused: 'Not sent',
    received: 'Received',
    threaded: 'Received',
  };
  return words[state];
}

function shorten(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= SNIPPET_LENGTH ? line : `${characters.slice(0, SNIPPET_LENGTH - 1).join('')}…`;
}

function phone(address: string): string {
  const parsed = parseAddress(address);
  return parsed.kind === 'phone' && parsed.phone !== null ? nationalForm(parsed.phone) : address;
}

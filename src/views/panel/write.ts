// Where a text is written: to whom, from which number, its words, and what they come to.

import type { WriteScreen } from '../../domain/panel.ts';
import { refusalSentences } from '../../words/failures/gate.ts';
import { attachedWords, endsWith, missingHint, numberHints, writeHints } from '../../words/panel/hints.ts';
import { overLimitWords } from '../../words/panel/warnings.ts';
import { timeInBoth } from '../../words/scheduled.ts';
import { shorten } from '../plain-text.ts';
import {
  button,
  type Canvas,
  type Component,
  canvas,
  dropdown,
  input,
  options,
  table,
  text,
  textarea,
} from './canvas-kit.ts';
import { checkMms, checkWords } from './check.ts';
import { flash } from './flash.ts';
import { phoneAndCountry, readerOf, senderInWords } from './formats.ts';
import { back } from './pieces.ts';

export function renderWrite(state: WriteScreen): Canvas {
  const { draft, refusal, overLimit, scheduled, missingFields, filledFields } = state;
  return canvas(
    [
      ...flash(state),
      ...(refusal === null ? [] : [text(shorten(refusalSentences(refusal), 300), 'error')]),
      ...(overLimit === null ? [] : [text(overLimitWords(overLimit), 'error')]),
      ...toLines(state),
      ...senderChoice(state),
      textarea(
        'body',
        { label: 'Text', placeholder: writeHints.placeholder, value: draft.body },
        { hasError: missingFields.length > 0 },
      ),
      ...attaching(state),
      ...ending(state),
      ...(draft.saveNumber ? [text(numberHints.willSave, 'muted')] : []),
      ...missing(missingFields),
      ...filled(filledFields),
      ...(refusal === null ? [button(scheduled === null ? 'Send' : 'Save', { do: 'send' }, 'primary')] : []),
      ...checking(state),
      button('Check length and price', { do: 'check' }, 'secondary'),
      ...waysOn(state),
    ],
    state.memory,
  );
}

function toLines(state: WriteScreen): Component[] {
  const { to, name, scheduled } = state;
  const whom = name === null ? [] : [{ bold: shorten(name, 40) }, ', '];
  return [
    text(['To ', ...whom, phoneAndCountry(to)], 'paragraph', { tight: scheduled !== null }),
    ...(scheduled === null
      ? []
      : [text(`Scheduled for ${timeInBoth(scheduled.sendAt, scheduled.zone, state.timeZone)}`)]),
  ];
}

/** The most that Canvas Kit has in one list. */
const MOST_CHOICES = 10;

/** A list from two to ten; one needs no choosing, and more are looked up on a screen of their own. */
function senderChoice({ sender, senders }: WriteScreen): Component[] {
  const chosen = senders.find(({ address }) => address === sender);
  const known = sender === null || chosen ? senders : [{ address: sender, label: null }, ...senders];
  const few = known.slice(0, MOST_CHOICES + 1);
  const choices = options(few.map((one) => ({ id: one.address, text: senderInWords(one) })));
  if (choices !== null) return [dropdown('sender', { label: 'From', options: choices, value: sender })];
  const only = chosen ?? known[0];
  if (only === undefined) return [text(writeHints.noSender, 'muted')];
  if (known.length < 2) return [text(`From ${senderInWords(only)}`, 'muted')];
  return [
    text(sender === null ? writeHints.chooseSender : `From ${senderInWords(only)}`, 'muted', { tight: true }),
    button('Choose another number', { do: 'senders', page: 1 }, 'link'),
  ];
}

/** A text that is sent again or changed keeps the files that it has. */
function attaching({ draft, attached, scheduled }: WriteScreen): Component[] {
  if (draft.retryOf !== null || scheduled !== null) return [];
  return [
    input('attach', { label: writeHints.attach, placeholder: 'https://', value: draft.attach }),
    ...(attached === null ? [] : [text(attachedWords(attached), 'muted')]),
  ];
}

function checking(state: WriteScreen): Component[] {
  const { check, attached } = state;
  if (check === null) return [];
  return attached?.as === 'mms' ? checkMms(check) : checkWords(check, readerOf(state));
}

/** The line that is added when it is sent. */
function ending({ signature, draft }: WriteScreen): Component[] {
  if (signature === null || signature.line === null || draft.retryOf !== null) return [];
  return [text(endsWith(shorten(signature.line, 60)), 'muted')];
}

function missing(fields: readonly string[]): Component[] {
  if (fields.length === 0) return [];
  const names = fields.slice(0, 5).map((field) => shorten(field, 30));
  const more = fields.length > names.length ? missingHint.others : '';
  return [text([missingHint.before, { typed: names.join(', ') }, more, missingHint.after], 'error')];
}

/** So that nobody has to look for them in the text. */
function filled(fields: WriteScreen['filledFields']): Component[] {
  if (fields.length === 0) return [];
  const rows = fields
    .slice(0, 6)
    .map(({ field, value }) => [shorten(field, 30), shorten(value, 40, '(nothing)')] as const);
  return table(rows);
}

function waysOn({ hasTemplates, scheduled, refusal, signature }: WriteScreen): Component[] {
  return [
    ...(hasTemplates ? [button('Use a template', { do: 'templates', page: 1 }, 'link')] : []),
    ...(refusal === null
      ? [button(scheduled === null ? 'Send later' : 'Change the time', { do: 'later' }, 'link')]
      : []),
    ...(signature === null ? [] : [button('Your signature', { do: 'signature' }, 'link')]),
    back(scheduled === null ? { do: 'home' } : { do: 'open-scheduled', id: scheduled.id }),
  ];
}

// The check of a text before it goes: its length, its SMS, its price, and the characters that make it longer than it looks.
import type { SegmentPrice } from '../../domain/texts/prices.ts';
import type { TextCheck } from '../../domain/texts/text-check.ts';
import {
  charactersInWords,
  lengthHint,
  lengthInWords,
  mmsInWords,
  offendersInWords,
} from '../../words/panel/checks.ts';
import { priceInWords, whyNoPrice } from '../../words/prices.ts';
import type { Reader } from '../../words/times.ts';
import { button, type Component, table, text } from './canvas-kit.ts';

/** An MMS has no segments, whatever its words are; a long text before it has. */
export function checkMms(check: TextCheck): Component[] {
  const words = check.segments - check.segmentsOfLast;
  return table([
    ['Length', charactersInWords(check)],
    ['Sent as', mmsInWords(words)],
  ]);
}

export function checkWords(check: TextCheck, reader: Reader): Component[] {
  const hint = lengthHint(check);
  const { offenders, segments, segmentsSimplified } = check;
  const hasNames = offenders.length > 0;
  return [
    ...table([
      ['Length', lengthInWords(check)],
      ['Sent as', `${segments} SMS`],
      ['Price', priceInWords(check.price, reader) ?? 'Not known'],
    ]),
    ...whyNone(check.price),
    ...(hint === null ? [] : [text(hint, 'paragraph', { tight: hasNames })]),
    ...(hasNames ? [text(offendersInWords(offenders), 'muted')] : []),
    ...(segmentsSimplified < segments ? [button('Replace special characters', { do: 'simplify' }, 'secondary')] : []),
  ];
}

function whyNone(price: SegmentPrice): Component[] {
  return price.kind === 'own' || price.kind === 'twilio' ? [] : [text(whyNoPrice(price), 'muted')];
}

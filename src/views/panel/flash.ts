// The flash at the top of a screen: what a click did, or why it did nothing.
import type { PanelDone, PanelFlash } from '../../domain/panel-flash.ts';
import { doneWords, problemWords } from '../../words/panel/flashes.ts';
import type { Reader } from '../../words/times.ts';
import { shorten } from '../plain-text.ts';
import { type Component, text } from './canvas-kit.ts';
import { readerOf } from './formats.ts';

interface Flashed {
  flash: PanelFlash | null;
  readAt: Date;
  timeZone: string;
}

/** `columns`: how many letters there is room for. */
export function flash(state: Flashed, columns = 400): Component[] {
  const { flash: given } = state;
  if (given === null) return [];
  if ('problem' in given) return [text(shorten(problemWords(given.problem), columns), 'error')];
  return [text(shorten(markedDone(given.done, readerOf(state)), columns))];
}

/** A text that waits is not done. */
function markedDone(done: PanelDone, reader: Reader): string {
  const isWaiting = 'waits' in done && done.waits !== null;
  return `${isWaiting ? '' : '✅ '}${doneWords(done, reader)}`;
}

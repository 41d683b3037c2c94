// The texts of a number, a page at a time, newest last.
import type { TextsScreen } from '../../domain/panel.ts';
import { homeHints } from '../../words/panel/hints.ts';
import { button, type Canvas, canvas, list, text } from './canvas-kit.ts';
import { flash } from './flash.ts';
import { readerOf } from './formats.ts';
import { back, textItem, writeOrConsent } from './pieces.ts';

const COLUMNS = 90;

export function renderTexts(state: TextsScreen): Canvas {
  const { texts, olderThan, isNewest } = state;
  return canvas(
    [
      ...flash(state),
      text(isNewest ? 'All texts' : 'Earlier texts', 'header'),
      ...(olderThan === null ? [] : [button('Show earlier texts', { do: 'texts', olderThan }, 'link')]),
      ...(texts.length === 0 ? [text(homeHints.noTexts, 'muted')] : []),
      ...list(texts.map((one) => textItem(one, readerOf(state), { columns: COLUMNS, hasReason: true }))),
      ...(isNewest ? [] : [button('Show the newest', { do: 'texts', olderThan: null }, 'link')]),
      writeOrConsent(state),
      button('Scheduled texts', { do: 'scheduled' }, 'link'),
      back(),
    ],
    state.memory,
  );
}

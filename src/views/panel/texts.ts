// The texts of a number, a page at a time, newest last.
import type { TextsScreen } from '../../domain/panel.ts';
import { homeHints } from '../../words/panel/hints.ts';
import { button, type Canvas, canvas, type Item, list, text } from './canvas-kit.ts';
import { flash } from './flash.ts';
import { readerOf } from './formats.ts';
import { back, scheduledItem, textItem, writeOrConsent } from './pieces.ts';

const COLUMNS = 90;

export function renderTexts(state: TextsScreen): Canvas {
  const { olderThan, isNewest } = state;
  const rows = rowsOf(state);
  return canvas(
    [
      ...flash(state),
      text(isNewest ? 'All texts' : 'Earlier texts', 'header'),
      ...(olderThan === null ? [] : [button('Show earlier texts', { do: 'texts', olderThan }, 'link')]),
      ...(rows.length === 0 ? [text(homeHints.noTexts, 'muted')] : []),
      ...list(rows),
      ...(isNewest ? [] : [button('Show the newest', { do: 'texts', olderThan: null }, 'link')]),
      writeOrConsent(state),
      button('Scheduled texts', { do: 'scheduled' }, 'link'),
      back(),
    ],
    state.memory,
  );
}

/** Both kinds in the order in which they were written, which their ids have. */
function rowsOf(state: TextsScreen): Item[] {
  const reader = readerOf(state);
  const texts = state.texts.map((one) => {
    return { id: one.id, row: textItem(one, reader, { columns: COLUMNS, hasReason: true }) };
  });
  const unsent = state.unsent.map((one) => ({ id: one.id, row: scheduledItem(one, reader, { columns: COLUMNS }) }));
  const all = unsent.length === 0 ? texts : [...texts, ...unsent].sort((one, other) => (one.id < other.id ? -1 : 1));
  return all.map(({ row }) => row);
}

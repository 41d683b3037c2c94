// The texts of a number, a page at a time, newest last.
import type { TextsScreen } from '../../domain/panel.ts';
import { button, type Canvas, canvas, list, text } from './canvas-kit.ts';
import { back, notice, textItem } from './pieces.ts';

const COLUMNS = 90;

export function renderTexts(state: TextsScreen): Canvas {
  const { texts, olderThan, isNewest, timeZone } = state;
  return canvas(
    [
      ...notice(state.notice),
      text(isNewest ? 'All texts' : 'Earlier texts', 'header'),
      ...(olderThan === null ? [] : [button('Show earlier texts', { do: 'texts', olderThan }, 'link')]),
      ...(texts.length === 0 ? [text('There are no texts here.', 'muted')] : []),
      ...list(texts.map((one) => textItem(one, timeZone, { columns: COLUMNS, hasReason: true }))),
      ...(isNewest ? [] : [button('Show the newest', { do: 'texts', olderThan: null }, 'link')]),
      button('Write a text', { do: 'write' }, 'secondary'),
      button('Scheduled texts', { do: 'scheduled' }, 'link'),
      back(),
    ],
    state.memory,
  );
}

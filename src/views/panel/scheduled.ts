// The texts that wait for their time, and one of them: it can be edited and cancelled, and the cancelling undone.
import type { ScheduledScreen, ScheduledText } from '../../domain/panel.ts';
import { laterHints } from '../../words/panel/hints.ts';
import { timeInBoth } from '../../words/scheduled.ts';
import { shorten } from '../plain-text.ts';
import { button, type Canvas, type Component, canvas, list, table, text } from './canvas-kit.ts';
import { flash } from './flash.ts';
import { readerOf } from './formats.ts';
import { addressed, back, ended, scheduledItem, writeOrConsent } from './pieces.ts';

export function renderScheduled(state: ScheduledScreen): Canvas {
  const shown = state.open === null ? scheduledList(state) : scheduledText(state, state.open);
  return canvas([...flash(state), ...shown], state.memory);
}

function scheduledList(state: ScheduledScreen): Component[] {
  const items = state.scheduled.map((one) => scheduledItem(one, readerOf(state), { columns: 90, hasRecipient: true }));
  return [
    text('Scheduled texts', 'header'),
    ...(items.length > 0 ? [] : [text(laterHints.nothing, 'muted'), writeOrConsent(state)]),
    ...list(items),
    back(),
  ];
}

function scheduledText(state: ScheduledScreen, one: ScheduledText): Component[] {
  const time = timeInBoth(one.sendAt, one.zone, state.timeZone);
  return [
    text('Scheduled text', 'header'),
    text({ typed: one.body }),
    ...(one.end === null ? [] : [text({ bold: ended(one.end, readerOf(state)) }, 'paragraph', { tight: true })]),
    text(
      `${one.end === null ? 'Scheduled' : 'It was scheduled'} for ${time}`,
      one.end === null ? 'paragraph' : 'muted',
    ),
    ...table([...addressed(one), ...(one.author === null ? [] : [['Written by', shorten(one.author, 40)] as const])]),
    ...(one.end === null ? waitingButtons(one) : endedButtons(state, one)),
    back(),
  ];
}

function waitingButtons({ id }: ScheduledText): Component[] {
  return [
    button('Edit', { do: 'edit-scheduled', id }, 'secondary'),
    button('Cancel text', { do: 'cancel-scheduled', id }, 'link'),
    button('All scheduled texts', { do: 'scheduled' }, 'link'),
  ];
}

function endedButtons(state: ScheduledScreen, { id, end }: ScheduledText): Component[] {
  return [
    ...(end?.canUndo && !state.optedOut ? [button('Undo', { do: 'undo-cancel', id }, 'secondary')] : []),
    writeOrConsent(state),
    button('All texts', { do: 'texts', olderThan: null }, 'link'),
  ];
}

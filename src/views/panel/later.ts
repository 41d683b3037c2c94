// When a text is to go out, and the texts that wait for their time.

import type { LaterScreen, ScheduledScreen, ScheduledText } from '../../domain/panel.ts';
import type { LaterPreset } from '../../domain/times/send-time.ts';
import { laterHints, yourTime, zoneHint } from '../../words/panel/hints.ts';
import { fullTime, timeFor, zoneInWords } from '../../words/times.ts';
import { shorten } from '../plain-text.ts';
import { button, type Canvas, type Component, canvas, input, list, table, text } from './canvas-kit.ts';
import { flash } from './flash.ts';
import { phoneAndCountry, readerOf } from './formats.ts';
import { addressed, back, scheduledFor, scheduledItem, writeOrConsent } from './pieces.ts';

const presetWords: Record<LaterPreset, string> = {
  hour: 'In an hour',
  tomorrow: 'Tomorrow',
  monday: 'Next Monday',
};

export function renderLater(state: LaterScreen): Canvas {
  const { presets, choices, zone, isCustomersZone, typed, to } = state;
  const reader = readerOf(state);
  const example = presets.at(-1);
  return canvas(
    [
      ...flash(state),
      text('Send later', 'header'),
      text(`To ${phoneAndCountry(to)}. ${zoneHint(zoneInWords(zone), isCustomersZone)}`, 'muted'),
      ...(choices.length > 0 ? [] : presets).map(({ id, at }) =>
        button(`${presetWords[id]}: ${timeFor(reader, at, zone)}`, { do: 'schedule', preset: id }, 'secondary'),
      ),
      ...choices.map((at) => button(timeFor(reader, at, zone), { do: 'schedule-at', at: at.getTime() }, 'secondary')),
      input(
        'schedule-typed',
        {
          label: 'Another time',
          ...(example ? { placeholder: fullTime(example.at, zone) } : {}),
          value: typed,
        },
        { canSubmit: true },
      ),
      back({ do: 'write' }),
    ],
    state.memory,
  );
}

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
  const reader = readerOf(state);
  const isSameClock = fullTime(one.sendAt, one.zone) === fullTime(one.sendAt, state.timeZone);
  return [
    text('Scheduled text', 'header'),
    text({ typed: one.body }),
    text(`${scheduledFor(one, reader)}.`, 'paragraph', { tight: !isSameClock }),
    ...(isSameClock ? [] : [text(yourTime(timeFor(reader, one.sendAt)), 'muted')]),
    ...table([...addressed(one), ...(one.author === null ? [] : [['Written by', shorten(one.author, 40)] as const])]),
    button('Edit', { do: 'edit-scheduled', id: one.id }, 'secondary'),
    button('Cancel text', { do: 'cancel-scheduled', id: one.id }, 'link'),
    button('All scheduled texts', { do: 'scheduled' }, 'link'),
    back(),
  ];
}

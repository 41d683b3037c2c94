// When a text is to go out, and the texts that wait for their time.

import type { LaterPreset, LaterScreen, ScheduledScreen, ScheduledText } from '../../domain/panel.ts';
import { absoluteDate, exactDate } from '../../domain/times/dates.ts';
import { shorten } from '../plain-text.ts';
import { button, type Canvas, type Component, canvas, input, item, list, table, text } from './canvas-kit.ts';
import { addressed, back, notice } from './pieces.ts';
import { phone, phoneAndCountry, snippet, zoneInWords } from './words.ts';

const presetWords: Record<LaterPreset, string> = {
  hour: 'In an hour',
  tomorrow: 'Tomorrow',
  monday: 'Next Monday',
};

export function renderLater(state: LaterScreen): Canvas {
  const { presets, choices, zone, typed, to } = state;
  const example = presets.at(-1);
  return canvas(
    [
      ...notice(state.notice),
      text('Send later', 'header'),
      text(`To ${phoneAndCountry(to)}. ${zoneSentence(state)}`, 'muted'),
      ...(choices.length > 0 ? [] : presets).map(({ id, at }) =>
        button(`${presetWords[id]}: ${absoluteDate(at, zone)}`, { do: 'schedule', preset: id }, 'secondary'),
      ),
      ...choices.map((at) => button(exactDate(at, zone), { do: 'schedule-at', at: at.getTime() }, 'secondary')),
      input(
        'schedule-typed',
        {
          label: 'Another time',
          ...(example ? { placeholder: absoluteDate(example.at, zone) } : {}),
          value: typed,
        },
        { canSubmit: true },
      ),
      back({ do: 'write' }),
    ],
    state.memory,
  );
}

function zoneSentence({ zone, isCustomersZone }: LaterScreen): string {
  if (isCustomersZone) return `Times are the customer's: ${zoneInWords(zone)}.`;
  return `Where the customer is, is not known: times are the workspace's, ${zoneInWords(zone)}.`;
}

export function renderScheduled(state: ScheduledScreen): Canvas {
  const shown = state.open === null ? scheduledList(state) : scheduledText(state, state.open);
  return canvas([...notice(state.notice), ...shown], state.memory);
}

function scheduledList({ scheduled, zone }: ScheduledScreen): Component[] {
  const items = scheduled.map((one) =>
    item({ do: 'open-scheduled', id: one.id }, snippet({ body: one.body, media: [] }, 90), {
      subtitle: `Goes out ${absoluteDate(one.sendAt, zone)}`,
      third: `To ${phone(one.address)}`,
    }),
  );
  return [
    text('Scheduled texts', 'header'),
    ...(items.length > 0
      ? [text(`Times are ${zoneInWords(zone)}.`, 'muted')]
      : [text('Nothing is waiting to be sent.', 'muted'), button('Write a text', { do: 'write' }, 'secondary')]),
    ...list(items),
    back(),
  ];
}

function scheduledText({ zone, timeZone }: ScheduledScreen, one: ScheduledText): Component[] {
  const theirs = exactDate(one.sendAt, zone);
  const ours = exactDate(one.sendAt, timeZone);
  return [
    text('Scheduled text', 'header'),
    text({ typed: one.body }),
    text(`Goes out ${theirs}, ${zoneInWords(zone)}.`, 'paragraph', { tight: ours !== theirs }),
    ...(ours === theirs ? [] : [text(`Your time: ${ours}.`, 'muted')]),
    ...table([...addressed(one), ...(one.author === null ? [] : [['Written by', shorten(one.author, 40)] as const])]),
    button('Change it', { do: 'edit-scheduled', id: one.id }, 'secondary'),
    button('Do not send it', { do: 'cancel-scheduled', id: one.id }, 'link'),
    button('All scheduled texts', { do: 'scheduled' }, 'link'),
    back(),
  ];
}

// When a text is to go out: the time is chosen, then confirmed.
import type { ConfirmScreen, LaterScreen } from '../../domain/panel.ts';
import type { PanelAction } from '../../domain/panel-action.ts';
import type { LaterPreset } from '../../domain/times/send-time.ts';
import { laterHints, nightHint, quietHint, zoneHint } from '../../words/panel/hints.ts';
import { timeInBoth } from '../../words/scheduled.ts';
import { fullTime, timeAlone, timeFor, zoneInWords } from '../../words/times.ts';
import { shorten } from '../plain-text.ts';
import { button, type Canvas, type Component, canvas, input, table, text } from './canvas-kit.ts';
import { flash } from './flash.ts';
import { phoneAndCountry, readerOf } from './formats.ts';
import { addressed, back } from './pieces.ts';

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
      ...choices.map((at) => button(timeFor(reader, at, zone), { do: 'choose-time', at: at.getTime() }, 'secondary')),
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

/** Nothing is scheduled before this is confirmed. */
export function renderConfirm(state: ConfirmScreen): Canvas {
  const { at, zone, morning, mustWait, to, sender, body, isCustomersZone } = state;
  const nightChoice = isCustomersZone || mustWait ? morning : null;
  const confirm: PanelAction = { do: 'schedule-at', at: at.getTime() };
  return canvas(
    [
      ...flash(state),
      text(laterHints.confirm, 'header'),
      text({ bold: timeInBoth(at, zone, state.timeZone) }),
      ...(isCustomersZone ? [] : [text(laterHints.unknownZone, 'muted')]),
      ...(nightChoice === null
        ? []
        : [text(mustWait ? quietHint(timeAlone(at, zone)) : nightHint(timeAlone(at, zone)), 'error')]),
      text({ typed: shorten(body, 300) }),
      ...table(addressed({ address: to, sender })),
      ...(nightChoice === null ? [button('Schedule', confirm, 'primary')] : nightChoices(state, nightChoice)),
      button('Another time', { do: 'later' }, 'link'),
      back({ do: 'write' }),
    ],
    state.memory,
  );
}

/** The safe one first. */
function nightChoices(state: ConfirmScreen, morning: Date): Component[] {
  const { at, zone, mustWait } = state;
  return [
    button(
      `In the morning: ${timeFor(readerOf(state), morning, zone)}`,
      { do: 'choose-time', at: morning.getTime() },
      'secondary',
    ),
    ...(mustWait ? [] : [button('Schedule anyway', { do: 'schedule-at', at: at.getTime() }, 'secondary')]),
  ];
}

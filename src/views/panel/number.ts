// Which number to text: the ones a contact is known by, or one that is typed.
import type { NumberScreen, PanelPerson } from '../../domain/panel.ts';
import { isBlank } from '../../domain/well-formed.ts';
import { homeHints, numberHints } from '../../words/panel/hints.ts';
import { mergeHints } from '../../words/panel/merge.ts';
import { button, type Canvas, type Component, canvas, input, item, list, text, tick } from './canvas-kit.ts';
import { flash } from './flash.ts';
import { namesOf, phoneAndCountry } from './formats.ts';
import { saveNumberBox } from './ids.ts';
import { back, mergeOffer } from './pieces.ts';

export function renderNumber(state: NumberScreen): Canvas {
  const { numbers, typed } = state;
  const items = numbers.map(({ address, people }, index) =>
    item({ do: 'use-number', address }, phoneAndCountry(address), {
      subtitle: ownersOf(people),
      ...(index === 0 && !isResending(state) ? { third: 'In use' } : {}),
    }),
  );
  return canvas(
    [
      ...flash(state),
      text(heading(state), 'header'),
      ...(isResending(state) ? [text(numberHints.resend, 'muted')] : []),
      ...(items.length > 0 || isResending(state) ? [] : [text(homeHints.noNumber, 'muted')]),
      ...list(items),
      input(
        'use-typed-number',
        {
          label: isResending(state) ? 'New number' : items.length > 0 ? 'Another number' : 'Number',
          placeholder: '+1 415 555 0132',
          value: typed,
        },
        { canSubmit: true },
      ),
      ...(isResending(state) && state.maySave ? [saveBox(state)] : []),
      ...(state.merge === null || isResending(state)
        ? []
        : [text(mergeHints.offer, 'muted', { tight: true }), mergeOffer(state.merge)]),
      ...(items.length > 0 && !isResending(state) ? [button('Opt out or resume', { do: 'consent' }, 'link')] : []),
      back(),
    ],
    state.memory,
  );
}

function saveBox({ memory: { draft } }: NumberScreen): Component {
  return tick(saveNumberBox, 'In Intercom', numberHints.save, draft?.saveNumber ?? false);
}

function heading(state: NumberScreen): string {
  if (isResending(state)) return numberHints.newNumber;
  return state.numbers.length > 1 ? numberHints.which : 'Number';
}

/** A text failed for its number, and goes to the one that is chosen here. */
function isResending({ memory: { draft } }: NumberScreen): boolean {
  return draft !== null && draft.retryOf !== null && draft.to === null;
}

/** Nothing for one contact without a name. */
function ownersOf(people: readonly PanelPerson[]): string {
  if (people.length > 1) return `Shared by ${namesOf(people)}`;
  return isBlank(people[0]?.name ?? '') ? '' : namesOf(people);
}

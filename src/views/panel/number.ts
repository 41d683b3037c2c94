// Which number to text: the ones a contact is known by, or one that is typed.
import type { NumberScreen } from '../../domain/panel.ts';
import { button, type Canvas, canvas, input, item, list, text } from './canvas-kit.ts';
import { back, notice } from './pieces.ts';
import { namesOf, phoneAndCountry } from './words.ts';

export function renderNumber(state: NumberScreen): Canvas {
  const { numbers, typed } = state;
  const items = numbers.map(({ address, people }, index) =>
    item({ do: 'use-number', address }, phoneAndCountry(address), {
      subtitle: people.length > 1 ? `Shared by ${namesOf(people)}` : namesOf(people),
      ...(index === 0 ? { third: 'In use' } : {}),
    }),
  );
  return canvas(
    [
      ...notice(state.notice),
      text(numbers.length > 1 ? 'Which number?' : 'Number', 'header'),
      ...(items.length > 0 ? [] : [text('No phone number is known for this contact.', 'muted')]),
      ...list(items),
      input(
        'use-typed-number',
        { label: items.length > 0 ? 'Another number' : 'Number', placeholder: '+1 415 555 0132', value: typed },
        { canSubmit: true },
      ),
      ...(items.length > 0 ? [button('Opt out or resume texts', { do: 'consent' }, 'link')] : []),
      back(),
    ],
    state.memory,
  );
}

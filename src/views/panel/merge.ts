// Asks before a lead is merged into a user: it says what happens, as nothing brings the lead back.
import type { MergeScreen } from '../../domain/panel.ts';
import { mergeHints, mergeWords } from '../../words/panel/merge.ts';
import { button, type Canvas, canvas, text } from './canvas-kit.ts';
import { flash } from './flash.ts';
import { nameOf, phone } from './formats.ts';
import { back } from './pieces.ts';

export function renderMerge(state: MergeScreen): Canvas {
  const { lead, user } = state.pair;
  const told = mergeWords(nameOf(lead), nameOf(user), phone(state.address));
  return canvas(
    [
      ...flash(state),
      text(mergeHints.title, 'header'),
      text(told.who),
      text(told.effect),
      text(mergeHints.forGood, 'error'),
      button('Merge the lead', { do: 'merge-now', lead: lead.contactId, user: user.contactId }, 'primary'),
      back({ do: 'number' }),
    ],
    state.memory,
  );
}

// The panel's buttons for a failed text, named alike on the buttons and in the notes that lead to them.
import type { Remedy } from '../domain/texts/remedies.ts';

export const remedyLabels: Readonly<Record<Remedy, string>> = {
  again: 'Try again',
  'another-number': 'Send from another number',
  arrived: 'They have it',
  edit: 'Edit and send again',
  'fix-number': 'Fix the number',
  settings: 'Settings',
};

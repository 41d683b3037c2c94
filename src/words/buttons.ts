// Buttons of the panel that notes lead to: the note and the button share a label.
import type { Remedy } from '../domain/texts/remedies.ts';

export const remedyLabels: Readonly<Record<Remedy, string>> = {
  again: 'Try again',
  'another-number': 'Send from another number',
  arrived: 'They have it',
  edit: 'Edit and send again',
  'fix-number': 'Fix the number',
  'send-now': 'Send it now',
  settings: 'Settings',
};

export const buttonLabels = {
  aboutOptOut: 'About the opt-out',
  enterNumber: 'Enter a number',
  merge: 'Merge two contacts',
  optOut: 'Opt them out',
  resume: 'Resume texts',
  resumeAutomatic: 'Resume automatic texts',
  sendNow: 'Send now',
  write: 'Write a text',
} as const;

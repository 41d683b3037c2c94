// Screens on which an agent changes something of their own, or a contact.
import type { MergePair, MergeScreen, PanelState, SignatureScreen } from '../../../domain/panel.ts';
import { home } from './home.ts';
import { number } from './other-screens.ts';
import { customer, frame, question, writing } from './people.ts';

function signature(given: Partial<SignatureScreen> = {}): SignatureScreen {
  return {
    ...frame,
    memory: writing('See you at nine.'),
    screen: 'signature',
    own: null,
    usual: '- Ines',
    typed: '',
    ...given,
  };
}

const pair: MergePair = {
  lead: { contactId: 'c2', name: 'Leo Okafor' },
  user: { contactId: 'c1', name: 'Maya Okafor' },
};

function merge(given: Partial<MergeScreen> = {}): MergeScreen {
  return { ...frame, screen: 'merge', pair, address: customer, ...given };
}

export const agentExamples: Readonly<Record<string, PanelState>> = {
  'an agent without a signature of their own': signature(),
  'an agent with a signature of their own': signature({ own: '- Ines, Support', typed: '- Ines, Support' }),
  'a signature that is too long': signature({
    typed: 'x'.repeat(61),
    flash: { problem: { kind: 'signature-too-long', most: 60 } },
  }),
  'a lead to be merged into a user': merge(),
  'a lead without a name to be merged': merge({ pair: { ...pair, lead: { contactId: 'c2', name: null } } }),
  'a lead that was merged': home({ flash: { done: { kind: 'merged', into: 'Maya Okafor' } } }),
  'a merge that Intercom did not answer': home({ flash: { problem: { kind: 'merge-unanswered' } } }),
  'a lead and a user with one number': home({ people: [pair.user, pair.lead], merge: pair, texts: [question] }),
  'the numbers of a lead and a user': number({
    numbers: [{ address: customer, people: [pair.user, pair.lead] }],
    merge: pair,
  }),
  'an agent whom Intercom does not name': signature({ usual: null, flash: { problem: { kind: 'reader-unknown' } } }),
};

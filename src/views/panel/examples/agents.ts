// Screens on which an agent changes something of their own, or a contact.
import type { PanelState, SignatureScreen } from '../../../domain/panel.ts';
import { frame, writing } from './people.ts';

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

export const agentExamples: Readonly<Record<string, PanelState>> = {
  'an agent without a signature of their own': signature(),
  'an agent with a signature of their own': signature({ own: '- Ines, Support', typed: '- Ines, Support' }),
  'a signature that is too long': signature({
    typed: 'x'.repeat(61),
    flash: { problem: { kind: 'signature-too-long', most: 60 } },
  }),
  'an agent whom Intercom does not name': signature({ usual: null, flash: { problem: { kind: 'reader-unknown' } } }),
};

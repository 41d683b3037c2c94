// The map of the panel: the screens that each click may lead to. A story walks it through the service.
import type { PanelState } from '../../src/domain/panel.ts';
import type { PanelAction } from '../../src/domain/panel-action.ts';

export type Screen = PanelState['screen'];

/** A click leads to one of these. `refresh` shows the same again, so it counts for no way. */
export const leadsTo: Readonly<Record<PanelAction['do'], readonly Screen[]>> = {
  again: ['home'],
  'another-number': ['write', 'number', 'home'],
  arrived: ['home'],
  'send-now': ['home'],
  'cancel-scheduled': ['scheduled', 'home'],
  check: ['write', 'number'],
  'choose-time': ['confirm', 'later', 'write', 'number'],
  consent: ['consent', 'number'],
  'edit-failed': ['write', 'number', 'home'],
  'edit-scheduled': ['write', 'number', 'scheduled', 'home'],
  'fix-number': ['number', 'home'],
  home: ['home'],
  later: ['later', 'write', 'number'],
  number: ['number'],
  'open-scheduled': ['scheduled', 'home'],
  'open-text': ['text', 'home'],
  'opt-out': ['home', 'consent', 'number'],
  'opt-out-by': ['home'],
  refresh: [],
  resume: ['home', 'consent', 'number'],
  schedule: ['confirm', 'later', 'write', 'number'],
  'schedule-at': ['home', 'later', 'write', 'number'],
  'schedule-typed': ['confirm', 'later', 'write', 'number'],
  'save-signature': ['write', 'number', 'signature'],
  scheduled: ['scheduled'],
  'search-senders': ['senders'],
  'search-templates': ['templates'],
  send: ['home', 'write', 'number'],
  senders: ['senders'],
  simplify: ['write', 'number'],
  signature: ['signature'],
  templates: ['templates'],
  texts: ['texts'],
  'undo-cancel': ['scheduled', 'home'],
  'use-number': ['write', 'number'],
  'use-sender': ['write', 'number', 'senders'],
  'use-template': ['write', 'number', 'templates'],
  'use-typed-number': ['write', 'number'],
  write: ['write', 'number'],
};

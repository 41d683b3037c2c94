// The state of each page of the settings, in a line.
import type { SectionState } from '../../domain/settings/section-state.ts';
import type { ChoiceName, Choices } from '../../domain/settings/settings.ts';
import { count } from '../counts.ts';
import { standstills } from '../standstills.ts';
import { fullTime } from '../times.ts';
import { namesOf } from './names.ts';
import { choiceInWords, wordsOfRow } from './rows.ts';

/** `zone`: the workspace's, an IANA name. */
export function tellState(state: SectionState, zone: string): string {
  switch (state.kind) {
    case 'account':
      return state.account === null ? 'Not connected' : `Connected to ${state.account}`;
    case 'numbers':
      return state.names.length === 0 ? 'None chosen' : namesOf(state.names);
    case 'choices':
      return state.names.map((name) => clause(name, state.choices)).join(' · ');
    case 'templates':
      return state.count === 0 ? 'None yet' : count(state.count, 'template');
    case 'prices':
      return state.count === 0 ? 'None yet' : count(state.count, 'country', 'countries');
    case 'automatic':
      return automaticState(state);
    case 'rules':
      return state.all === 0 ? 'None yet' : `${state.running} of ${state.all} running`;
    case 'pause':
      return state.isPaused ? `${standstills.paused}: no text goes out.` : 'Texts go out.';
    case 'api-keys':
      return state.count === 0 ? 'None yet' : count(state.count, 'key');
    case 'webhooks':
      return state.count === 0 ? 'None yet' : count(state.count, 'endpoint');
    case 'connectors':
      return state.isPublished ? 'Published in Intercom' : 'Not published';
    case 'members':
      return count(state.count, 'member');
    case 'history':
      return state.lastAt === null ? 'No changes yet' : `Last change on ${fullTime(state.lastAt, zone)}`;
  }
}

function automaticState({ afterHours, greeting }: Extract<SectionState, { kind: 'automatic' }>): string {
  if (!afterHours && !greeting) return 'Off';
  return [afterHours ? 'After hours' : '', greeting ? 'Greeting' : ''].filter((words) => words !== '').join(' · ');
}

/** `A text reopens a closed conversation for 5 days` */
function clause<Name extends ChoiceName>(name: Name, choices: Choices): string {
  return `${wordsOfRow<Name>(name).label} ${choiceInWords(name, choices)}`;
}

// Answers of the settings to every command, put together from the subjects.
import type { Done, FormProblem, NotSaved, Problem, Problems, Saved } from '../../domain/settings/saved.ts';
import { tellReason } from '../errors.ts';
import { say, type Words } from '../say.ts';
import { troubleSentence } from '../vendor-troubles.ts';
import { accountDone, accountProblems } from './account.ts';
import { keysDone, keysProblems } from './api-keys.ts';
import { choicesDone, choicesProblems } from './choices.ts';
import { connectorsDone, connectorsProblems } from './connectors.ts';
import { endpointDone, endpointProblems } from './endpoints.ts';
import { tellLine } from './history.ts';
import { limitsDone } from './limits.ts';
import { rolesDone, rolesProblems } from './members.ts';
import { numbersDone, numbersProblems } from './numbers.ts';
import { frameWords } from './page/frame.ts';
import { releaseDone } from './refused-requests.ts';
import { rulesDone, rulesProblems } from './rules.ts';
import { templatesDone, templatesProblems } from './templates.ts';
import { testDone, testProblems } from './test-text.ts';

const formProblems: Words<FormProblem> = {
  'no-such-button': 'This page has no such button. Load it again.',
  'no-such-section': 'There is no such section.',
};

const problems: Words<Problem> = {
  ...accountProblems,
  ...choicesProblems,
  ...connectorsProblems,
  ...endpointProblems,
  ...formProblems,
  ...keysProblems,
  ...numbersProblems,
  ...rolesProblems,
  ...rulesProblems,
  ...templatesProblems,
  ...testProblems,
  'not-at-hand': ({ reason }) => tellReason(reason),
  'set-by-environment': frameWords.setByServer,
  'vendor-trouble': ({ trouble }) => troubleSentence(trouble),
};

const dones: Words<Done> = {
  ...accountDone,
  ...choicesDone,
  ...connectorsDone,
  ...endpointDone,
  ...keysDone,
  ...limitsDone,
  ...numbersDone,
  ...releaseDone,
  ...rolesDone,
  ...rulesDone,
  ...templatesDone,
  ...testDone,
  'done-already': ({ line }) => `Done. ${tellLine(line)}`,
};

export function tellProblem(problem: Problem): string {
  return say(problems, problem);
}

/** The sentences by field. */
export function tellProblems(found: Problems): Record<string, string> {
  return Object.fromEntries(Object.entries(found).map(([field, problem]) => [field, tellProblem(problem)]));
}

export function tellDone(done: readonly Done[]): string {
  return done.map((one) => say(dones, one)).join(' ');
}

/** Everything that there is to say of a command that was not, or not wholly, carried out. */
export function tellNotSaved({ done = [], problems: found }: NotSaved): string[] {
  return [...(done.length > 0 ? [tellDone(done)] : []), ...Object.values(tellProblems(found))];
}

export function tellSaved(saved: Saved): string[] {
  return saved.ok ? [tellDone(saved.done)] : tellNotSaved(saved);
}

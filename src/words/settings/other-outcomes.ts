// Answers of the settings about templates, roles, the test text and refused requests.
import type {
  ReleaseDone,
  RolesDone,
  RolesProblem,
  TemplatesDone,
  TemplatesProblem,
  TestDone,
  TestProblem,
} from '../../domain/settings/other-outcomes.ts';
import { count } from '../counts.ts';
import { refusalWords } from '../gate.ts';
import { say, type Words } from '../say.ts';
import { typedNumberWords } from '../typed.ts';

export const templatesDone: Words<TemplatesDone> = { 'template-archived': 'Archived.' };

export const templatesProblems: Words<TemplatesProblem> = {
  'no-contact': 'No contact was found. Write a phone number or an Intercom contact ID.',
  'template-gone': 'This template no longer exists.',
  'text-form': ({ most }) => `Write a text of at most ${most} characters.`,
};

export const rolesDone: Words<RolesDone> = {
  'owner-changed': ({ name }) => `${name ?? 'That member'} is the owner now, and you are an editor.`,
};

export const rolesProblems: Words<RolesProblem> = {
  'member-gone': 'This member is the owner, or has left.',
  'owner-only': 'Only the owner can change roles.',
  'role-missing': 'Choose a role.',
};

export const testDone: Words<TestDone> = {
  'test-under-way': 'On its way. Reload this page in a moment to see it delivered.',
};

export const testProblems: Words<TestProblem> = {
  'number-to-text-from-first': 'Choose a number first.',
  paused: 'Sending is paused. Resume it first.',
  'test-refused': ({ refused }) => {
    const { cause, next } = say(refusalWords, refused);
    return `${cause} ${next}`;
  },
  'typed-number': ({ why }) => say(typedNumberWords, why),
};

export const releaseDone: Words<ReleaseDone> = {
  'requests-released': ({ taken, failing }) =>
    `${count(taken, 'request was', 'requests were')} taken in.${failing === 0 ? '' : ` ${count(failing, 'still fails and was', 'still fail and were')} left alone.`}`,
};

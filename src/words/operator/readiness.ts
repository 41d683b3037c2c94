// The sentences of /readyz: why the service cannot do its work now.
import type { PrivateWorkspaceProblem, Silence, Unready } from '../../domain/readiness.ts';
import { numbersTaken } from '../doctor/set-up.ts';
import { say, type Words } from '../say.ts';
import { unusableDatabase } from './database.ts';

const silence: Words<Silence> = {
  failed: ({ said }) => `${said}.`,
  late: ({ seconds }) => `no answer within ${seconds} s.`,
  unusable: ({ reason }) => say(unusableDatabase, reason),
};

const privateWorkspace: Words<PrivateWorkspaceProblem> = {
  'being-looked-up': 'The workspace of INTERCOM_ACCESS_TOKEN is being looked up.',
  'not-looked-up': ({ said }) => `The workspace of INTERCOM_ACCESS_TOKEN is not known yet: ${said}.`,
  'numbers-taken': ({ numbers }) => numbersTaken(numbers),
};

export const unready: Words<Unready> = {
  'database-silent': ({ why }) => `The database does not answer: ${say(silence, why)}`,
  'queue-silent': ({ why }) => `The job queue does not answer: ${say(silence, why)}`,
  'workspace-unknown': ({ why }) => say(privateWorkspace, why),
};

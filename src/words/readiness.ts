// The sentences of /readyz: why the service cannot do its work now.
import type { Silence, Unready } from '../domain/readiness.ts';
import { unusableDatabase } from './database.ts';
import { say, type Words } from './say.ts';

const silence: Words<Silence> = {
  failed: ({ said }) => `${said}.`,
  late: ({ seconds }) => `no answer within ${seconds} s.`,
  unusable: ({ reason }) => say(unusableDatabase, reason),
};

export const unready: Words<Unready> = {
  'database-silent': ({ why }) => `The database does not answer: ${say(silence, why)}`,
  'queue-silent': ({ why }) => `The job queue does not answer: ${say(silence, why)}`,
  'workspace-unknown': ({ words }) => words,
};

// The lines of threadwire check: a subject, and a sentence that says what works or what to do.
import type { Preflight } from '../../domain/preflight.ts';
import { count, listOf } from '../counts.ts';
import { product } from '../names.ts';
import { say, type Words } from '../say.ts';
import { databaseSilent, unusableDatabase } from './database.ts';

interface Line {
  subject: string;
  said: string;
}

const lines: Words<Preflight, Line> = {
  'address-fine': ({ url, isLocal }) => ({
    subject: 'PUBLIC_URL',
    said: isLocal ? `${url} reaches this machine alone: enough for a trial, not for Intercom and Twilio.` : `${url}`,
  }),
  'app-credentials-alike': {
    subject: 'Intercom',
    said: 'INTERCOM_CLIENT_ID and INTERCOM_CLIENT_SECRET are the same. Copy both from Basic information in the Developer Hub.',
  },
  'app-credentials-odd': ({ variable }) => ({
    subject: 'Intercom',
    said: `${variable} has a space, a line break or an unusual character in it. Copy it again from the Developer Hub.`,
  }),
  'database-fine': ({ version, migrations }) => ({
    subject: 'Database',
    said: `PostgreSQL ${version} answers. ${migrations === 0 ? 'Its tables are up to date.' : `The next start brings its tables up to date (${count(migrations, 'migration')}).`}`,
  }),
  'database-newer': {
    subject: 'Database',
    said: `A newer ${product} has changed its tables. Start that version, or restore a backup from before.`,
  },
  'database-silent': ({ said }) => ({ subject: 'Database', said: databaseSilent(said) }),
  'database-to-make': ({ dataDir }) => ({ subject: 'Database', said: `The first start makes one in ${dataDir}.` }),
  'database-unusable': ({ reason }) => ({ subject: 'Database', said: say(unusableDatabase, reason) }),
  'intercom-answers': ({ host }) => ({ subject: 'Intercom', said: `${host} answers.` }),
  'intercom-silent': ({ host, said }) => ({
    subject: 'Intercom',
    said: `${host} does not answer (${said}). Let this machine call it.`,
  }),
  'numbers-missing': ({ numbers }) => ({
    subject: 'Twilio',
    said: `The account does not have ${listOf(numbers)}. Correct TWILIO_PHONE_NUMBER.`,
  }),
  'token-fine': ({ workspaceId, name }) => ({
    subject: 'Intercom',
    said: `INTERCOM_ACCESS_TOKEN opens ${name} (${workspaceId}).`,
  }),
  'token-refused': {
    subject: 'Intercom',
    said: 'No region of Intercom accepts INTERCOM_ACCESS_TOKEN. Copy it again from Authentication in the Developer Hub.',
  },
  'twilio-fine': ({ numbers }) => ({ subject: 'Twilio', said: `The account answers, and has ${listOf(numbers)}.` }),
  'twilio-refused': {
    subject: 'Twilio',
    said: 'Twilio refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN. Copy both again from the Twilio Console.',
  },
  'twilio-silent': ({ said }) => ({
    subject: 'Twilio',
    said: `Twilio does not answer (${said}). Let this machine call it.`,
  }),
  'twilio-suspended': {
    subject: 'Twilio',
    said: 'Twilio has suspended or closed the account. Open the Twilio Console to see why.',
  },
  'variable-wrong': ({ said }) => ({ subject: 'Variables', said }),
  'variables-fine': { subject: 'Variables', said: 'Each one that is needed is there.' },
};

/** `ok`, the subject, and the sentence. */
export function preflightLine(tried: Preflight): [string, string, string] {
  const { subject, said } = say<Preflight, Line>(lines, tried);
  return [tried.ok ? 'ok' : 'FIX', subject, said];
}

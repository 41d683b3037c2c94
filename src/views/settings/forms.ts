// Reads the forms of the settings into commands. Each section reads the fields that it writes.
import type { CommandOf, Read } from '../../domain/settings/commands.ts';
import { type Facts, readFacts } from '../../domain/settings/facts.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { readApiKey } from './api-keys.ts';
import { readAssist } from './assist.ts';
import { readAutomatic } from './automatic.ts';
import { readConnectors } from './connectors.ts';
import { readEndpoint } from './endpoints.ts';
import { readHeld, readLimits } from './limits.ts';
import { readMember } from './members.ts';
import { readNumbers } from './numbers.ts';
import { readPrices } from './prices.ts';
import { readPause } from './replies.ts';
import { readRule } from './rules.ts';
import { readChoices } from './setting-fields.ts';
import { readSharedKey } from './shared-keys.ts';
import { readTemplate } from './templates.ts';
import { readTwilio } from './twilio.ts';

const readers: Readonly<Record<string, (form: SentForm) => Read>> = {
  twilio: readTwilio,
  keys: readSharedKey,
  numbers: readNumbers,
  inbox: (form) => readChoices(form, 'inbox'),
  threading: (form) => readChoices(form, 'threading'),
  replies: (form) => readChoices(form, 'replies'),
  media: (form) => readChoices(form, 'media'),
  customers: (form) => readChoices(form, 'customers'),
  hours: (form) => readChoices(form, 'hours'),
  automatic: readAutomatic,
  templates: readTemplate,
  prices: readPrices,
  limits: readLimits,
  held: readHeld,
  pause: readPause,
  members: readMember,
  rules: readRule,
  'api-keys': readApiKey,
  webhooks: readEndpoint,
  connectors: readConnectors,
  assist: readAssist,
  test: readTest,
  doctor: readFix,
};

function readTest(form: SentForm): Read {
  return { command: { do: 'send-test', to: fieldIn(form, 'to') } };
}

export function readForm(section: string, form: SentForm): Read {
  const read = Object.hasOwn(readers, section) ? readers[section] : undefined;
  return read?.(form) ?? { problems: { '': { kind: 'no-such-section' } } };
}

/** The buttons of the doctor, which has no fields. */
function readFix(form: SentForm): Read {
  const fixes: Readonly<Record<string, CommandOf<'set-webhooks' | 'release-refused'>>> = {
    'set-webhooks': { do: 'set-webhooks' },
    release: { do: 'release-refused' },
  };
  const asked = fieldIn(form, 'do');
  const command = Object.hasOwn(fixes, asked) ? fixes[asked] : undefined;
  return command ? { command } : { problems: { '': { kind: 'no-such-button' } } };
}

/** Identifies a click: the nonce with everything that was sent. Null for a form without a nonce. */
export function readClick(section: string, form: SentForm): string | null {
  const nonce = fieldIn(form, 'nonce');
  if (nonce === '') return null;
  return JSON.stringify([section, Object.entries(form).filter(([name]) => name !== 'csrf' && name !== 'seen')]);
}

/** Names the form that was sent, with its facts when it was opened. Each template and each member has a form. */
export function readSent(
  section: string,
  form: SentForm,
): { form: string; facts: Facts | null; at?: Date | undefined; isPart?: boolean } {
  if (!Object.hasOwn(readers, section)) return { form: '', facts: null };
  const item = section === 'templates' ? fieldIn(form, 'id') : section === 'members' ? fieldIn(form, 'admin') : '';
  const seen = readFacts(fieldIn(form, 'seen'));
  return {
    form: item === '' ? section : `${section}/${item}`,
    facts: seen?.facts ?? null,
    at: seen?.at,
    isPart: fieldIn(form, 'shown') !== '',
  };
}

// Example pages of the way from the install to the first text.
import type { SetUpState, SetUpStep } from '../../../domain/settings/set-up.ts';
import type { ListedNumber } from '../../../domain/settings-page.ts';
import type { Example } from './example.ts';
import { fresh, green, number, service, stepsUpTo } from './people.ts';

const connected = { ...green.twilio, apiKeySid: null, apiSecretEnd: null };

function other(rest: Partial<ListedNumber> & { sid: string; address: string }): ListedNumber {
  return { ...number, label: '', isChosen: false, teamId: null, webhook: 'none', canUndo: false, ...rest };
}

const variety: readonly ListedNumber[] = [
  number,
  other({ sid: 'PN02', address: '+14155550101', isChosen: true, label: 'Sales', teamId: '7999', webhook: 'elsewhere' }),
  other({ sid: 'PN03', address: '+442079460123' }),
  other({ sid: 'PN04', address: '+18885550142', isChosen: true, webhook: 'service', serviceName: 'Marketing' }),
  other({ sid: 'PN05', address: '+14155550103', isChosen: true }),
  other({ sid: 'PN09', address: '+14155550105', isChosen: true, webhook: 'app' }),
  other({ sid: 'PN06', address: '72345', webhook: 'elsewhere' }),
  other({ sid: 'PN07', address: '+493012345678', canText: false }),
  other({ sid: 'PN08', address: '+14155550104', canText: false, isChosen: true }),
];

const awaited: Readonly<Partial<Record<SetUpStep['id'], SetUpState>>> = {
  twilio: { kind: 'twilio-trouble', trouble: { kind: 'asking' } },
  webhooks: { kind: 'webhooks-asked' },
};

const many = Array.from({ length: 12 }, (_, index) => `+1415555${String(index + 200).padStart(4, '0')}`);

export const settingUpExamples: Readonly<Record<string, Example>> = {
  'just installed, nothing is set': fresh,
  'twilio refused the credentials': {
    ...fresh,
    flash: {
      form: 'twilio',
      kind: 'problem',
      words: 'Twilio does not accept this Auth Token for this account. A subaccount has an Auth Token of its own.',
    },
    typed: { account_sid: 'AC0123456789abcdef0123456789abcdee', api_key_sid: 'SK01' },
    problems: {
      auth_token: 'It does not belong to this Account SID.',
      api_key_sid: 'An API key SID is SK and 32 digits or letters from a to f.',
    },
  },
  'numbers of every kind': {
    ...green,
    steps: stepsUpTo(3),
    flash: { form: 'twilio', kind: 'done', words: 'Connected to Acme Messaging. Now choose your numbers.' },
    twilio: connected,
    numbers: { ...green.numbers, listed: variety },
    findings: [
      {
        severity: 'broken',
        stops: ['receiving'],
        senders: ['+14155550101'],
        found: {
          check: 'text-route',
          kind: 'detour',
          of: { kind: 'number', address: '+14155550101' },
          why: { kind: 'elsewhere' },
        },
        fix: { kind: 'button', step: { kind: 'set-webhooks' }, action: 'set-webhooks' },
      },
      ...green.findings,
    ],
  },
  'both vendors have not answered yet': {
    ...green,
    steps: green.steps.map((step) => {
      const state = awaited[step.id];
      return state === undefined ? step : { ...step, isDone: false, isAwaited: true, state };
    }),
    findings: null,
    inbox: { admins: [], problem: { kind: 'asking', vendor: 'intercom' }, offsets: {}, subscriptions: [] },
    numbers: {
      ...green.numbers,
      listed: [],
      teams: null,
      kept: [{ number: '+14155550100' }],
      problem: { kind: 'asking' },
    },
  },
  'a page of three thousand numbers': {
    ...green,
    numbers: {
      ...green.numbers,
      list: { find: '415', from: 100, size: 100, found: 2_400, total: 3_000, chosen: 2_990, silent: 12 },
    },
  },
  'messaging services beside the numbers': {
    ...green,
    steps: stepsUpTo(3),
    twilio: { ...connected, region: 'IE1' },
    numbers: {
      ...green.numbers,
      services: [
        service,
        {
          ...service,
          sid: 'MG02',
          name: 'Marketing',
          label: '',
          isChosen: false,
          teamId: null,
          country: null,
          addresses: many,
          webhook: 'elsewhere',
          canUndo: false,
          wasSilent: false,
        },
        {
          ...service,
          sid: 'MG03',
          name: 'Alerts',
          label: '',
          teamId: null,
          country: null,
          webhook: 'none',
          canUndo: false,
          wasSilent: false,
        },
        {
          ...service,
          sid: 'MG04',
          name: 'Nothing yet',
          label: '',
          isChosen: false,
          addresses: [],
          webhook: 'none',
          canUndo: false,
          wasSilent: false,
        },
      ],
    },
  },
  'a messaging service has the word': {
    ...green,
    steps: stepsUpTo(3),
    flash: { form: 'numbers', kind: 'problem', words: 'Not saved: see below.' },
    typed: { number: number.sid, [`country_${number.sid}`]: 'Narnia' },
    problems: {
      service:
        'The Messaging Service Marketing decides where texts to (415) 555-0100 go. Tick that service too, then set the webhooks.',
      [`country_${number.sid}`]: 'Write two letters, such as US or GB, or leave it empty.',
    },
    numbers: {
      ...green.numbers,
      listed: [{ ...number, webhook: 'service', serviceName: 'Marketing', canUndo: false }],
      services: [{ ...service, name: 'Marketing', isChosen: false, webhook: 'elsewhere', canUndo: false }],
    },
  },
  'messaging services could not be listed': {
    ...green,
    numbers: { ...green.numbers, servicesProblem: { kind: 'away', vendor: 'twilio' } },
  },
  'the account has no such subaccount': {
    ...green,
    twilio: connected,
    flash: { form: 'twilio', kind: 'problem', words: 'Not saved: see below.' },
    typed: { do: 'use-subaccount', subaccount: 'AC0123456789abcdef0123456789abcd01' },
    problems: { subaccount: 'This account has no subaccount with this Account SID.' },
  },
  'the account has no numbers': {
    ...green,
    steps: stepsUpTo(2),
    twilio: connected,
    numbers: { ...green.numbers, listed: [] },
  },
  'numbers could not be listed': {
    ...green,
    steps: stepsUpTo(2),
    numbers: { ...green.numbers, listed: [], problem: { kind: 'away', trouble: { kind: 'away', vendor: 'twilio' } } },
  },
  'the test text is next': { ...green, steps: stepsUpTo(4) },
  'the test text went wrong': {
    ...green,
    steps: stepsUpTo(4, { test: { kind: 'test-not-sent', to: '+141555501' } }),
    flash: { form: 'test', kind: 'problem', words: 'The test text was not sent.' },
    typed: { to: '+1 415 555 01' },
    problems: { to: 'This is no phone number: it is too short.' },
  },
  'only the panel is to be pinned': {
    ...green,
    steps: stepsUpTo(5),
    flash: { form: 'test', kind: 'done', words: 'The test text was delivered.' },
    finishUrl: 'https://app.intercom.com/a/apps/acme/appstore',
  },
};

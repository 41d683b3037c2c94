// A button that is pressed twice, or whose answer is loaded again, does once what it says; and both answers say that it was done.

import type { World } from '../../../src/simulator/world.ts';
import { storedHistory } from '../../support/database/stored.ts';
import { knock } from '../../support/door.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import {
  ACCOUNT,
  ACCOUNT_TOKEN,
  connect,
  ELSEWHERE,
  installSecond,
  NUMBER,
  secondWorkspace,
} from '../../support/second-workspace.ts';
import { signIn } from '../../support/sign-in.ts';
import { closeStages, stage } from '../../support/story.ts';
import { pageWith, type Visitor } from '../../support/visitor.ts';

closeStages();

const SUB = 'AC00000000000000000000000000000012';

const NEXT = 'the-next-auth-token-of-the-account';

type Fields = Readonly<Record<string, string>>;

/** The form as its page has it, with this filled in: the body of a click. */
async function clickOf(visitor: Visitor, action: string, filled: Fields) {
  await visitor.goes(pageWith(action, filled));
  const forms = visitor.forms().filter((one) => one.action.startsWith(action));
  const form =
    forms.find(({ fields }) =>
      Object.keys(filled).every((name) => name === 'do' || fields.some(([own]) => own === name)),
    ) ?? forms[0];
  const standing = (form?.fields ?? []).filter(([name]) => !(name in filled) && name !== 'do');
  const body = new URLSearchParams([...standing, ...Object.entries(filled)]).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'text/html',
    cookie: visitor.cookies(),
  };
  return { path: action, body, headers };
}

const wordsOf = ({ status, text }: { status: number; text: string }) =>
  `${status} ${text.replace(/<[^>]+>|\s+/g, ' ').slice(0, 1_000)}`;

interface Button {
  what: string;
  action: string;
  fields: (world: World, visitor: Visitor) => Fields;
  /** Prepares what the button needs. */
  given?: (world: World, visitor: Visitor) => Promise<unknown>;
  /** Its line in the history, which must stand there once. */
  told: RegExp;
}

const sid = (world: World) => world.twilio.number(NUMBER).sid;
const rotating = async (world: World, visitor: Visitor) => {
  world.twilio.account(ACCOUNT).startRotation(NEXT);
  await visitor.sends('/settings/twilio', { account_sid: ACCOUNT, next_auth_token: NEXT, do: 'save' });
};

const buttons: Button[] = [
  {
    what: 'a test text',
    action: '/settings/test',
    fields: () => ({ to: '+14155550188', do: 'send' }),
    told: /^Sent a test text/,
  },
  {
    what: 'a new template',
    action: '/settings/templates',
    fields: () => ({ id: '', name: 'Hours', body: 'Nine', do: 'save' }),
    told: /^Saved the template Hours/,
  },
  {
    what: 'a section',
    action: '/settings/threading',
    fields: () => ({ reopen_days: '9', do: 'save' }),
    told: /reopen for 9 days/,
  },
  { what: 'the pause', action: '/settings/pause', fields: () => ({ do: 'pause' }), told: /^Paused sending/ },
  {
    what: 'prices',
    action: '/settings/prices',
    fields: () => ({ currency: 'USD', price_US: '0.0083', do: 'save' }),
    told: /Changed the prices of/,
  },
  {
    what: 'no number any more',
    action: '/settings/numbers',
    fields: () => ({ service: '', number: '', do: 'save' }),
    told: /^Chose no number/,
  },
  {
    what: 'numbers with their webhooks',
    action: '/settings/numbers',
    fields: (world) => ({ number: sid(world), [`label_${sid(world)}`]: 'Care', do: 'set-webhooks' }),
    told: /^Chose \(415\) 555-0109/,
  },
  {
    what: 'a webhook put back',
    action: '/settings/numbers',
    fields: (world) => ({ number: sid(world), do: 'undo-webhooks' }),
    told: /^Put the webhooks of/,
  },
  {
    what: 'the next token alone',
    action: '/settings/twilio',
    given: async (world, visitor) => {
      await rotating(world, visitor);
      world.twilio.account(ACCOUNT).finishRotation();
    },
    fields: () => ({ do: 'promote' }),
    told: /^Finished the rotation/,
  },
  {
    what: 'the next token forgotten',
    action: '/settings/twilio',
    given: rotating,
    fields: () => ({ do: 'forget-next' }),
    told: /^Gave up the rotation/,
  },
  {
    what: 'credentials',
    action: '/settings/twilio',
    fields: () => ({ account_sid: ACCOUNT, auth_token: ACCOUNT_TOKEN, do: 'save' }),
    told: /^Changed the Twilio credentials/,
  },
  {
    what: 'a subaccount',
    action: '/settings/twilio',
    given: async (world) => {
      world.twilio.addAccount({ sid: SUB, authToken: 'of-the-sub', ownerSid: ACCOUNT });
    },
    fields: () => ({ subaccount: SUB, do: 'use-subaccount' }),
    told: /^Connected the Twilio account/,
  },
  {
    what: 'no account any more',
    action: '/settings/twilio',
    fields: () => ({ do: 'disconnect' }),
    told: /^Disconnected Twilio/,
  },
  {
    what: 'a role',
    action: '/settings/members',
    given: async (world, visitor) => {
      const workspace = world.intercom.workspace('second');
      await signIn(world, 1, { workspace });
      await visitor.goes('/');
    },
    fields: (world) => ({ admin: world.intercom.workspace('second').admins[1]?.id ?? '', role: 'editor', do: 'save' }),
    told: /^Made .* an editor/,
  },
];

describe('a button that is pressed twice, and whose answer is loaded again,', () => {
  test.each(buttons)(
    'does $what once, and says each time that it was done',
    async ({ action, fields, given, told }) => {
      const { world } = await stage();
      const { visitor } = await secondWorkspace(world);
      await given?.(world, visitor);
      const before = (await storedHistory(world)).filter((line) => told.test(line)).length;
      const click = await clickOf(visitor, action, fields(world, visitor));
      const send = () => knock(world.serviceUrl, click);
      const answers = [...(await Promise.all([send(), send()])), await send()];
      expect(answers.filter(({ status }) => status !== 303).map(wordsOf)).toEqual([]);
      expect((await storedHistory(world)).filter((line) => told.test(line))).toHaveLength(before + 1);
    },
  );
});

test('a webhook that stands as before again counts as put back', async () => {
  const { world } = await stage();
  const { visitor } = await secondWorkspace(world);
  const click = await clickOf(visitor, '/settings/numbers', { number: sid(world), do: 'undo-webhooks' });
  world.twilio.changeNumber(NUMBER, { smsUrl: ELSEWHERE, smsFallbackUrl: '' });
  await knock(world.serviceUrl, click);
  expect((await storedHistory(world))[0]).toMatch(/^Put the webhooks of/);
});

describe('a command that was done once', () => {
  test('is done again by a new click, or with other fields', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    const first = await clickOf(visitor, '/settings/test', { to: '+14155550188', do: 'send' });
    const second = { ...first, body: first.body.replace('550188', '550189') };
    for (const click of [first, first, second]) await knock(world.serviceUrl, click);
    await knock(world.serviceUrl, await clickOf(visitor, '/settings/test', { to: '+14155550188', do: 'send' }));
    await world.settle();
    const sent = world.twilio.messages().filter(({ direction }) => direction !== 'inbound');
    expect(sent.map(({ to }) => to).sort()).toEqual(['+14155550188', '+14155550188', '+14155550189']);
  });

  test('is told once by the page after it', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    await connect(visitor);
    const click = await clickOf(visitor, '/settings/threading', { reopen_days: '9', do: 'save' });
    await knock(world.serviceUrl, click);
    await visitor.sends('/settings/threading', { reopen_days: '9', do: 'save' });
    visitor.says('Done. Each number has its own conversation; closed conversations reopen for 9 days');
    expect(visitor.words()).not.toContain('Not saved');
  });
});

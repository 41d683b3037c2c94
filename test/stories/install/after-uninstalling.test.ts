// A form that was opened before the app was taken out: it changes nothing, neither here nor at Twilio.

import type { SettingsCommand } from '../../../src/domain/settings/commands.ts';
import { sectionIds } from '../../../src/domain/settings/sections.ts';
import { within } from '../../../src/services/context.ts';
import { submitSettings } from '../../../src/services/settings/submit.ts';
import type { World } from '../../../src/simulator/world.ts';
import { holdingsOf } from '../../support/database/stored.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import {
  ACCOUNT,
  ACCOUNT_TOKEN,
  ELSEWHERE,
  installs,
  NUMBER,
  secondWorkspace,
} from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';
import { Visitor } from '../../support/visitor.ts';

closeStages();

const rowsOf = async (world: World) => JSON.stringify(await holdingsOf(world, 'second'));

const entry = {
  accountSid: ACCOUNT,
  region: null,
  authToken: ACCOUNT_TOKEN,
  nextAuthToken: null,
  apiKeySid: null,
  apiSecret: null,
};

function commands(world: World): SettingsCommand[] {
  const { sid } = world.twilio.number(NUMBER);
  const numbers = [{ sid, label: null, teamId: null, country: null }];
  return [
    { do: 'save-choices', choices: { isPaused: true } },
    { do: 'connect-twilio', ...entry },
    { do: 'promote-auth-token' },
    { do: 'forget-next-token' },
    { do: 'use-subaccount', accountSid: `AC${'9'.repeat(32)}` },
    { do: 'disconnect-twilio' },
    { do: 'choose-numbers', setsWebhooks: true, numbers, services: [] },
    { do: 'choose-numbers', setsWebhooks: false, numbers: [], services: [] },
    { do: 'undo-webhooks', sid },
    { do: 'set-webhooks' },
    { do: 'release-refused' },
    { do: 'send-test', to: '+14155550188' },
    { do: 'save-template', id: '', name: 'Hours', body: 'Nine' },
    { do: 'archive-template', id: '01900000-0000-7000-8000-000000000001', name: 'Hours' },
    { do: 'give-role', adminId: '1', role: 'viewer' },
    { do: 'hand-on-ownership', adminId: '1' },
  ];
}

describe('after the app was taken out', () => {
  test('every form of an open page leads to signing in', async () => {
    const { world } = await stage();
    const { visitor, workspace, who } = await secondWorkspace(world);
    const forms: ReturnType<Visitor['forms']> = [];
    for (const path of ['/', ...sectionIds.map((id) => `/settings/${id}`), '/settings/templates/new']) {
      await visitor.goes(path);
      forms.push(...visitor.forms().filter(({ action, method }) => method === 'post' && action !== '/sign-out'));
    }
    expect(forms.length).toBeGreaterThan(8);
    workspace.uninstall();
    await world.settle();
    const before = await rowsOf(world);
    const sendAll = async () => {
      for (const { action, fields } of forms) {
        await visitor.posts(new URL(action, world.serviceUrl).href, { ...Object.fromEntries(fields), do: 'save' });
        expect({ action, status: visitor.page.status }).toEqual({ action, status: 401 });
      }
    };
    await sendAll();
    visitor.says('Sign in');
    expect(await rowsOf(world)).toBe(before);
    expect(world.twilio.number(NUMBER).smsUrl).toBe(ELSEWHERE);
    // Another browser installs it again: this one's session ended with the installation before.
    await installs(world, new Visitor(), who);
    const after = await rowsOf(world);
    await sendAll();
    expect(await rowsOf(world)).toBe(after);
  });

  test('a command that was begun before changes nothing any more', async () => {
    const { world } = await stage();
    const { workspace } = await secondWorkspace(world);
    const { ctx } = world.app;
    const open = await ctx.workspaces.get('second');
    const editor = { workspace: open, adminId: workspace.admins[0]?.id ?? '', role: 'owner' as const };
    workspace.uninstall();
    await world.settle();
    const before = await rowsOf(world);
    const acceptors = {
      acceptText: () => Promise.reject(new Error('none')),
      acceptStatus: () => Promise.reject(new Error('none')),
    };
    for (const command of commands(world)) {
      const answered = await submitSettings(within(ctx, 'second'), editor, { command }, acceptors as never).catch(
        ({ code, message }) => ({ code, message }),
      );
      const isRefused =
        'code' in answered ? answered.code === 'not-found' : answered.kind === 'saved' && !answered.saved.ok;
      expect({ command: command.do, isRefused, answered }).toMatchObject({ isRefused: true });
    }
    expect(await rowsOf(world)).toBe(before);
    expect(world.twilio.number(NUMBER).smsUrl).toBe(ELSEWHERE);
    await world.settle();
    expect(world.twilio.messages().filter(({ direction }) => direction !== 'inbound')).toEqual([]);
  });
});

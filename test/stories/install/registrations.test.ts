// An admin sees how far each number's registration with US carriers has come, before a text fails.
import { findingsOf } from '../../support/findings.ts';
import { expect, test } from '../../support/jest-globals.ts';
import { signIn } from '../../support/sign-in.ts';
import { begin, closeStages, stage } from '../../support/story.ts';

closeStages();

const [LOCAL, FREE, BRITISH] = ['+14155550100', '+18885550100', '+447700900100'] as const;

test('each number stands with its registration, as far as Twilio says', async () => {
  const { world } = await stage({ ourNumbers: [LOCAL, FREE, BRITISH] });
  const registration = async () => (await findingsOf(world)).filter(({ title }) => /regist/.test(title));
  const visitor = await signIn(world);
  const reads = async () => {
    await visitor.goes('/settings/numbers');
    return [...visitor.words().matchAll(/US registration: (.{10})/g)].map(([, words]) => words);
  };
  // Credentials that may not read it.
  expect(await reads()).toEqual(['Twilio doe', 'Twilio doe', 'Not needed']);
  expect(await registration()).toEqual([]);

  world.twilio.register(LOCAL, { status: 'IN_PROGRESS' });
  world.twilio.register(FREE, { status: 'FAILED', reason: 'No opt-in is shown.' });
  expect(await reads()).toEqual(['In review ', 'Rejected C', 'Not needed']);
  visitor.says('In review since Jan 8, 2026').says('(30032). Twilio’s reason: No opt-in is shown.');
  expect(await registration()).toMatchObject([
    {
      severity: 'broken',
      stops: ['sending'],
      senders: [FREE],
      title: '(888) 555-0100 is not registered with US carriers',
      fix: { kind: 'link', label: 'Register at Twilio' },
    },
    { severity: 'warning', senders: [LOCAL], title: 'The US registration of (415) 555-0100 is in review' },
  ]);

  // While Twilio is away, its answer from before stands.
  world.twilio.faults.add({ path: /Usa2p|Verifications/, kind: 'status', status: 503 });
  expect(await reads()).toEqual(['In review ', 'Rejected C', 'Not needed']);
  expect(await registration()).toHaveLength(2);
  world.twilio.faults.clear();

  world.twilio.register(LOCAL, { status: 'VERIFIED' });
  world.twilio.register(FREE, { status: 'VERIFIED' });
  expect((await registration()).map(({ title }) => title)).toEqual(['Your US numbers are registered']);
  expect(await reads()).toEqual(['Registered', 'Registered', 'Not needed']);
});

test('an agent reads that a number is not registered before writing', async () => {
  const { world, theo } = await begin();
  world.twilio.register(LOCAL, { status: 'VERIFIED' });
  const [{ sid } = { sid: '' }] = await world.app.ctx
    .twilio(await world.app.ctx.workspaces.get(world.workspace.id))
    .listServices();
  world.twilio.removeFromService(sid, LOCAL);
  await findingsOf(world);
  const panel = await theo.opensPanel();
  expect(panel.reads().join('\n')).toContain('(415) 555-0100 is not registered with US carriers');
});

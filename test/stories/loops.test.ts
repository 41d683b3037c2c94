// A machine at the other end: bots stop answering it, an agent is told once, and an agent has them go on.
import { chooseSettings, stopAutomatic } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { begin, closeStages, notesOf, sentTo } from '../support/story.ts';

closeStages();

const AWAY = 'I am out of the office until Monday and will reply when I am back.';

describe('a phone that answers each text by itself', () => {
  test('gets no more automatic texts until an agent resumes them', async () => {
    const { world, maya, theo } = await begin();
    await chooseSettings(world, { botReplies: 'always' });
    const { id } = theo.conversation();
    const pingPong = async (rounds: number) => {
      for (let round = 0; round < rounds; round += 1) {
        world.workspace.botReply(id, { html: '<p>Can you tell me the number of your order?</p>' });
        await world.settle(0);
        maya.texts(AWAY);
        await world.settle(0);
      }
    };
    await pingPong(4);
    expect(sentTo(world, maya)).toHaveLength(3);
    const loopNotes = () => notesOf({ theo }).filter((note) => note.includes('Automatic texts to'));
    expect(loopNotes()).toEqual([
      'note: Threadwire: Automatic texts to (415) 555-0132 are stopped: an automatic reply comes back each time, such as an out-of-office text. Bots and automatic replies are no longer texted here. Your own replies still go. To undo it, open the SMS panel: Resume automatic texts.',
    ]);
    expect(notesOf({ theo })).toHaveLength(1);
    expect(theo.sees().filter((line) => line === `customer: ${AWAY}`)).toHaveLength(4);

    const panel = await theo.opensPanel();
    expect(panel.reads().join('\n')).toContain(
      'Automatic texts are stopped here: an automatic reply comes back each time',
    );
    // The warning says it already.
    expect(panel.reads().join('\n')).not.toContain('Not sent: automatic texts stopped');
    theo.replies('I will call you on Monday.');
    await world.settle();
    expect(sentTo(world, maya)).toHaveLength(4);

    await panel.clicks('Resume automatic texts');
    expect(panel.reads().join('\n')).toContain('Resumed: bots and automatic replies are texted here again.');
    expect(panel.reads().join('\n')).not.toContain('Automatic texts are stopped here');
    await pingPong(1);
    expect(sentTo(world, maya)).toHaveLength(5);
    expect(loopNotes()).toHaveLength(1);
  });

  test('gets no text that was on its way until then', async () => {
    const { world, maya, theo } = await begin();
    await chooseSettings(world, { botReplies: 'always' });
    const { id } = theo.conversation();
    await chooseSettings(world, { isPaused: true });
    world.workspace.botReply(id, { html: '<p>Are you there?</p>' });
    maya.texts('Acme: your order is ready. Reply STOP to unsubscribe.');
    await world.settle(0);
    await stopAutomatic(world, 'pace');
    await chooseSettings(world, { isPaused: false });
    await world.pass(40_000);
    // The line that offers a stop word is nobody's wish to stop.
    expect(notesOf({ theo })).toEqual([]);
    const admin = await signIn(world);
    await admin.goes(`${world.serviceUrl}/texts/held`);
    admin.says('Not sent: automatic texts stopped');
    const [, path = ''] = /href="(\/texts\/[\w-]{36})"/.exec(admin.page.html) ?? [];
    await admin.goes(`${world.serviceUrl}${path}`);
    admin.says('Automatic texts stopped').says('Answers come back as fast');
    await admin.sends(path, { do: 'resume-automatic' });
    admin.says('Resumed: bots and automatic replies are texted').says(/Automatic texts resumed by \w+/);
    expect(admin.words()).not.toContain('Answers come back as fast');
    world.workspace.botReply(id, { html: '<p>Hello again</p>' });
    await world.settle(0);
    expect(sentTo(world, maya)).toEqual(['Hello again']);
  });
});

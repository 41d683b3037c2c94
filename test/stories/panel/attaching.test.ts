// A picture or file that an agent attaches by its web address in the panel.
import { describe, expect, test } from '../../support/jest-globals.ts';
import { begin, closeStages } from '../../support/story.ts';

closeStages();

const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

describe('a file by its web address', () => {
  test('goes with the text once, and its colleagues see it', async () => {
    const { world, theo } = await begin();
    const address = world.intercom.upload({ name: 'dot.gif', contentType: 'image/gif', data: gif });
    const panel = await theo.isWriting('Is it this one?');
    panel.types('Picture or file, by its web address', 'ftp://example.com/a.png');
    await panel.clicks('Send');
    expect(panel.words()).toContain('A picture or file is attached by its web address');
    panel.types('Picture or file, by its web address', 'http://10.1.2.3/a.png');
    await panel.clicks('Send');
    expect(panel.words()).toContain('because its address leads to a private network');
    panel.types('Picture or file, by its web address', address);
    await panel.clicks('Check length and price');
    expect(panel.words()).toMatch(/Picture “dot.*gif”, 42 bytes. It goes by MMS together/);
    expect(panel.words()).toMatch(/Sent as: 1 MMS/);
    await panel.clicks('Send');
    await world.settle();
    const sent = world.twilio.messages().filter(({ direction }) => direction !== 'inbound');
    expect(
      sent.map(({ body, media }) => [body, media.map(({ bytes }) => Buffer.from(bytes).equals(gif))]),
    ).toStrictEqual([['Is it this one?', [true]]]);
    expect(theo.sees().at(-1)).toMatch(/Is it this one\?\s+http\S+\/media\/\S+/);

    const alone = await theo.isWriting('');
    alone.types('Picture or file, by its web address', address);
    world.twilio.faults.add({ method: 'POST', path: /Messages\.json$/, kind: 'hang-up-after', times: 1 });
    await alone.clicks('Send');
    await world.pass(60_000);
    // The answer to the MMS was lost, and it was found instead of sent again.
    const after = world.twilio.messages().filter(({ direction }) => direction !== 'inbound');
    expect(after.slice(1).map(({ body, media }) => [body, media.length])).toStrictEqual([['', 1]]);
    expect(theo.sees().filter((line) => line.startsWith('note'))).toStrictEqual([]);
  });
});

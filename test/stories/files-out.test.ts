// Pictures and files of an agent's reply reach the customer's phone: by MMS, as a link, or the conversation says why not.
import sharp from 'sharp';
import { copyFiles } from '../../src/services/media/copy-files.ts';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { knock } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, notesOf } from '../support/story.ts';

closeStages();

const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
const photo = (edge: number) =>
  sharp({ create: { width: edge, height: edge, channels: 3, background: '#808080', noise } })
    .jpeg({ quality: 100 })
    .toBuffer();
const [small, large] = [await photo(64), await photo(900)];
const pdf = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF');

function attach({ intercom }: World, name: string, contentType: string, data: Buffer) {
  return { name, content_type: contentType, url: intercom.upload({ name, contentType, data }) };
}

/** Our texts at Twilio: the words, and the type and size of each file. */
const sent = ({ twilio }: World) =>
  twilio
    .messages()
    .filter(({ direction }) => direction !== 'inbound')
    .map(({ body, media }) => ({ body, media: media.map(({ contentType, bytes }) => [contentType, bytes.length]) }));

/** A link in a text, as the phone opens it. */
async function tap({ serviceUrl, environment }: World, body: string) {
  const [url = ''] = /https?:\/\/\S+/.exec(body) ?? [];
  expect(url.startsWith(`${environment.PUBLIC_URL}/media/`)).toBe(true);
  return knock(serviceUrl, { method: 'GET', path: new URL(url).pathname });
}

describe('an agent’s picture', () => {
  test('goes by MMS, with words or alone, and small enough', async () => {
    const cast = await begin();
    const { world, theo } = cast;
    const id = theo.conversation().id;
    const reply = (html: string, ...attachments: ReturnType<typeof attach>[]) =>
      world.workspace.reply(id, { html, attachments });
    reply('<p>Your label:</p>', attach(world, 'label.jpg', 'image/jpeg', small));
    await world.settle();
    const { url } = attach(world, 'inline.jpg', 'image/jpeg', small);
    reply(`<div class="intercom-container"><img src="${url.replaceAll('&', '&amp;')}"></div>`);
    await world.settle();
    reply('', attach(world, 'photo.jpg', 'image/jpeg', large), attach(world, 'b.jpg', 'image/jpeg', small));
    await world.settle();
    reply(`<p>${'A long reply. '.repeat(150)}</p>`, attach(world, 'last.jpg', 'image/jpeg', small));
    await world.settle();
    const [label, inline, both, first, last] = sent(world);
    expect(label).toStrictEqual({ body: 'Your label:', media: [['image/jpeg', small.length]] });
    expect(inline).toStrictEqual({ body: '', media: [['image/jpeg', small.length]] });
    expect(large.length).toBeGreaterThan(1_000_000);
    expect(both?.media).toStrictEqual([
      ['image/jpeg', expect.any(Number)],
      ['image/jpeg', small.length],
    ]);
    expect(Number(both?.media[0]?.[1])).toBeLessThan(500_000);
    expect([first?.media, last?.media.length]).toStrictEqual([[], 1]);
    expect(notesOf(cast)).toStrictEqual([]);
  });

  test('is a link where MMS does not go', async () => {
    const cast = await begin();
    const { world, theo } = cast;
    const id = theo.conversation().id;
    const menu = () => attach(world, 'menu.pdf', 'application/pdf', pdf);
    world.workspace.reply(id, { html: '<p>The menu:</p>', attachments: [menu()] });
    await world.settle();
    const [link] = sent(world);
    expect(link).toMatchObject({ body: expect.stringMatching(/^The menu:\nmenu\.pdf: http\S+$/), media: [] });
    expect(await tap(world, link?.body ?? '')).toMatchObject({
      status: 200,
      type: 'application/pdf',
      text: String(pdf),
    });
    await chooseSettings(world, { mediaAs: 'mms' });
    world.workspace.reply(id, { html: '<p>Again:</p>', attachments: [menu()] });
    world.workspace.reply(id, { html: '', attachments: [menu()] });
    await world.settle();
    expect(sent(world).slice(1)).toStrictEqual([{ body: 'Again:', media: [] }]);
    await chooseSettings(world, { mediaAs: 'link' });
    world.workspace.reply(id, { html: '', attachments: [attach(world, 'a.jpg', 'image/jpeg', small)] });
    await world.settle();
    const alone = sent(world)[2];
    expect(alone).toMatchObject({ body: expect.stringMatching(/^http\S+$/), media: [] });
    expect(await tap(world, alone?.body ?? '')).toMatchObject({ status: 200, type: 'image/jpeg' });
    await chooseSettings(world, { mediaAs: 'mms-or-link' });
    // Twilio refuses the first MMS of a number that sends none; the next picture is a link at once.
    Object.assign(world.twilio.number(world.ourNumber), { mms: false });
    for (const html of ['<p>First:</p>', '<p>Second:</p>']) {
      world.workspace.reply(id, { html, attachments: [attach(world, 'a.jpg', 'image/jpeg', small)] });
      await world.settle(5_000);
    }
    const links = sent(world).slice(3);
    expect(links.map(({ body, media }) => [body.replace(/http\S+/, 'LINK'), media.length])).toStrictEqual([
      ['First:\nLINK', 0],
      ['Second:\nLINK', 0],
    ]);
    expect(world.traffic.count('twilio')).toBe(sent(world).length + 1);
    expect(notesOf(cast)).toStrictEqual([
      expect.stringMatching(
        /The file “menu.pdf” in this reply was not texted, because phones .* The rest of it was texted/,
      ),
      expect.stringMatching(
        /The file “menu.pdf” in this reply was not texted, because phones do not get .*links.*files\.$/,
      ),
    ]);
  });

  test('follows the words where it comes late, or a note says why', async () => {
    const cast = await begin();
    const { world, theo } = cast;
    const id = theo.conversation().id;
    const repair = world.intercom.faults.add({ method: 'GET', path: /^\/i\/o\//, kind: 'status', status: 503 });
    world.workspace.reply(id, { html: '<p>Look:</p>', attachments: [attach(world, 'a.jpg', 'image/jpeg', small)] });
    await world.settle(1_000);
    expect(sent(world)).toStrictEqual([{ body: 'Look:', media: [] }]);
    repair();
    await world.pass(60_000);
    expect(sent(world)[1]).toStrictEqual({ body: '', media: [['image/jpeg', small.length]] });

    world.workspace.reply(id, {
      html: '',
      attachments: [{ name: 'b.jpg', content_type: 'image/jpeg', url: 'http://10.0.0.1/b.jpg' }],
    });
    const bomb = Buffer.concat([small, Buffer.alloc(20_000_001)]);
    world.workspace.reply(id, { html: '<p>Big:</p>', attachments: [attach(world, 'c.jpg', 'image/jpeg', bomb)] });
    await world.settle(1_000);
    world.intercom.faults.add({ method: 'GET', path: /^\/i\/o\//, kind: 'status', status: 503 });
    world.workspace.reply(id, { html: '', attachments: [attach(world, 'd.jpg', 'image/jpeg', small)] });
    await world.pass(3 * 3_600_000);
    expect(sent(world).slice(2)).toStrictEqual([{ body: 'Big:', media: [] }]);
    const told = notesOf(cast).join('\n');
    expect(told).toMatch(/“b.jpg” in this reply was not texted, because its address leads to a private network/);
    expect(told).toMatch(/“c.jpg” in this reply was not texted, because the files of a text may have 20 MB together/);
    expect(told).toMatch(/“d.jpg” in this reply was not texted, because it could not be fetched/);
  });

  test('delays no words while its store is away, and is kept once', async () => {
    const { world, theo } = await begin();
    const { ctx } = world.app;
    const { write } = ctx.media;
    ctx.media.write = () => Promise.reject(new Error('The store is away.'));
    const picture = attach(world, 'a.jpg', 'image/jpeg', small);
    world.workspace.reply(theo.conversation().id, { html: '<p>Look:</p>', attachments: [picture] });
    await world.settle(1_000);
    expect(sent(world)).toStrictEqual([{ body: 'Look:', media: [] }]);
    ctx.media.write = write;
    await world.pass(60_000);
    expect(sent(world).slice(1)).toStrictEqual([{ body: '', media: [['image/jpeg', small.length]] }]);

    // A job that died after it had copied its files finds them, although their address has expired since.
    const within = { ...ctx, db: ctx.database.within(WORKSPACE_ID) };
    const asked = { workspaceId: WORKSPACE_ID, subject: 'reply', pictureBytes: null, totalMs: 1_000 };
    const sources = [{ url: picture.url, name: 'a.jpg', contentType: 'image/jpeg' }];
    const [first] = await copyFiles(within, { ...asked, sources });
    const [second] = await copyFiles(within, { ...asked, sources: [{ url: '', name: null, contentType: '' }] });
    expect([first?.state, second?.state, second?.id]).toStrictEqual(['kept', 'kept', first?.id]);
  });
});

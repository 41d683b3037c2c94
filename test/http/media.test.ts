// The files behind tokens, as Twilio, Intercom and customers' browsers ask for them.
import { Readable } from 'node:stream';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { addFiles, updateFiles } from '../../src/store/media/files.ts';
import { knock } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const HOUR_MS = 3_600_000;

/** A file of the workspace; returns its id and a way to ask for it. */
async function keep({ app, serviceUrl }: World, content: string, type: string, name: string | null) {
  const { ctx } = app;
  const [id, now] = [ctx.newId(), new Date(ctx.clock.now())];
  const db = ctx.database.within(WORKSPACE_ID);
  const file = { workspaceId: WORKSPACE_ID, id, subject: id, position: 0, messageId: null, source: '', name };
  await addFiles(db, [{ ...file, direction: 'out', claimedType: type }], now);
  await ctx.media.write(file, Readable.from([Buffer.from(content)]));
  const set = (changes: Parameters<typeof updateFiles>[3]) => updateFiles(db, WORKSPACE_ID, [id], changes);
  await set({ state: 'kept', type, size: Buffer.byteLength(content) });
  const token = ctx.mediaTokens.make({ workspaceId: WORKSPACE_ID, fileId: id }, new Date(+now + HOUR_MS));
  const ask = (headers = {}, method = 'GET') => knock(serviceUrl, { method, path: `/media/${token}`, headers });
  return { id, token, ask, set };
}

describe('a file behind a token', () => {
  test('is served with its type, length and name, and told from pages', async () => {
    const { world } = await stage();
    const picture = await keep(world, '0123456789', 'image/png', 'My label.png');
    const whole = await picture.ask();
    expect({ status: whole.status, text: whole.text }).toStrictEqual({ status: 200, text: '0123456789' });
    expect(whole.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': '10',
      'accept-ranges': 'bytes',
      'content-disposition': 'inline; filename="My-label.png"',
      'cache-control': 'private, max-age=300',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
    });
    const head = await picture.ask({}, 'HEAD');
    expect({ status: head.status, text: head.text, length: head.headers['content-length'] }).toStrictEqual({
      status: 200,
      text: '',
      length: '10',
    });
    expect(head.type).toBe('image/png');

    const etag = String(whole.headers.etag);
    const ranges: [asked: Record<string, string>, status: number, text: string, range?: string][] = [
      [{ range: 'bytes=2-4' }, 206, '234', 'bytes 2-4/10'],
      [{ range: 'bytes=7-' }, 206, '789', 'bytes 7-9/10'],
      [{ range: 'bytes=-2' }, 206, '89', 'bytes 8-9/10'],
      [{ range: 'bytes=5-99' }, 206, '56789', 'bytes 5-9/10'],
      [{ range: 'bytes=10-' }, 416, '', 'bytes */10'],
      [{ range: 'bytes=0-1,4-5' }, 200, '0123456789'],
      [{ range: 'bytes=4-2' }, 200, '0123456789'],
      [{ range: 'lines=1-2' }, 200, '0123456789'],
      [{ range: 'bytes=2-4', 'if-range': etag }, 206, '234', 'bytes 2-4/10'],
      [{ range: 'bytes=2-4', 'if-range': '"older"' }, 200, '0123456789'],
      [{ 'if-none-match': etag }, 304, ''],
    ];
    for (const [asked, status, text, range] of ranges) {
      const answer = await picture.ask(asked);
      expect([asked, answer.status, answer.text, answer.headers['content-range']]).toStrictEqual([
        asked,
        status,
        text,
        range,
      ]);
    }

    const letter = await keep(world, '<svg onload="alert(1)"/>', 'image/svg+xml', 'a.svg');
    expect((await letter.ask()).headers['content-disposition']).toBe('attachment; filename="a.svg"');
    const post = await picture.ask({}, 'POST');
    expect(post.status).toBe(405);
  });

  test('is gone for every wrong token alike, and guessing is slowed down', async () => {
    const { world } = await stage();
    const file = await keep(world, 'words', 'text/plain', null);
    const gone = { status: 404, text: expect.stringContaining('This link has expired') as unknown };
    await file.set({ state: 'expired' });
    expect(await file.ask()).toMatchObject(gone);
    await file.set({ state: 'kept', size: 6_000_000 });
    // The row says that there are more bytes than were ever kept.
    expect(await file.ask({ range: 'bytes=5000000-' })).toMatchObject({
      ...gone,
      headers: { 'x-robots-tag': 'noindex, nofollow' },
    });
    await file.set({ size: 5 });
    const guesses: number[] = [];
    for (let guess = 0; guess < 40; guess += 1) {
      const path = `/media/${file.token.slice(0, -4)}AA${String(guess).padStart(2, 'A')}`;
      guesses.push((await knock(world.serviceUrl, { method: 'GET', path })).status);
    }
    expect([...new Set(guesses)]).toStrictEqual([404, 429]);
    // Whoever has a token is not slowed down by those who guess.
    expect((await file.ask()).status).toBe(200);
    await world.pass(2 * HOUR_MS);
    expect(await file.ask()).toMatchObject(gone);
  });
});

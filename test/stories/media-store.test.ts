// The bucket that keeps files is away: words come and go as always, and files follow once it is back.
import { startBucketServer } from '../support/bucket-server.ts';
import { expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

test('a store that is away holds up no text, and files follow', async () => {
  const away = await startBucketServer();
  await away.close();
  const { world, maya, theo } = await stage({ environment: { MEDIA_STORE_URL: away.url } });
  const bytes = Buffer.from('\x89PNG\r\n\x1a\n, a picture', 'latin1');
  maya.texts('It came open', { media: [{ contentType: 'image/png', bytes }] });
  await world.settle();
  maya.texts('Hello?');
  await world.settle();
  theo.replies('On it');
  await world.settle();
  const told = theo.sees().filter((line) => /^(customer|admin)/.test(line));
  expect(told.join(' ')).toMatch(/It came open.+Hello\?.+On it/s);
  expect(world.twilio.phone('+14155550132').map(({ body }) => body)).toContain('On it');
  const attached = () =>
    world.workspace
      .conversations()
      .flatMap(({ source, parts }) => [source, ...parts].flatMap(({ attachments }) => attachments));
  expect(attached()).toEqual([]);
  const back = await startBucketServer(Number(new URL(away.url).port));
  await world.pass(10 * 60_000);
  expect(attached()).toEqual([expect.objectContaining({ filesize: bytes.length })]);
  await back.close();
});

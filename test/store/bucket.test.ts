// A bucket at a real S3-compatible server: objects come back as they were put, and failures name their cause alone.

import { openBucket } from '../../src/store/media/bucket.ts';
import { type BucketServer, startBucketServer } from '../support/bucket-server.ts';
import { afterAll, beforeAll, expect, test } from '../support/jest-globals.ts';

let server: BucketServer;

beforeAll(async () => {
  server = await startBucketServer();
});

afterAll(() => server.close());

const bytes = Buffer.from('the bytes of a picture');
const whole = { start: 0, end: bytes.length };

test('an object comes back whole or in part, until it is removed', async () => {
  const bucket = openBucket(server.address);
  await bucket.put('acme/one/0', Buffer.from('an earlier try'));
  await bucket.put('acme/one/0', bytes);
  expect(await bucket.get('acme/one/0', whole)).toEqual(bytes);
  expect((await bucket.get('acme/one/0', { start: 4, end: 9 }))?.toString()).toBe('bytes');
  expect((await bucket.get('acme/one/0', { start: 0, end: 1 }))?.toString()).toBe('t');
  await bucket.remove(['acme/one/0', 'acme/none/0']);
  expect(await bucket.get('acme/one/0', whole)).toBeNull();
});

test('a failure names its cause, no key and no secret', async () => {
  const { address } = server;
  const gone = await startBucketServer();
  await gone.close();
  const failures: [string, Parameters<typeof openBucket>[0]][] = [
    ['put: 403 SignatureDoesNotMatch', { ...address, secret: 'another' }],
    ['put: 404 NoSuchBucket', { ...address, endpoint: address.endpoint.replace(/texts$/, 'nothing') }],
    ['put: ECONNREFUSED', gone.address],
  ];
  for (const [line, broken] of failures) {
    const bucket = openBucket(broken);
    await expect(bucket.put('acme/secret-name/0', bytes)).rejects.toThrow(line);
    await expect(bucket.get('acme/secret-name/0', whole)).rejects.toThrow(line.replace('put', 'get'));
    await expect(bucket.remove(['acme/secret-name/0'])).rejects.toThrow(/^remove: /);
  }
});

// Pictures are measured by their first bytes, upright.
import { readPictureSize } from '../../src/lib/picture-size.ts';
import { expect, test } from '../support/jest-globals.ts';

const png = (width: number, height: number) => {
  const head = Buffer.from('89504e470d0a1a0a0000000d4948445200000000000000000806000000', 'hex');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
};

test.each([
  ['a picture', png(640, 480), { width: 640, height: 480 }],
  ['a picture without pixels', png(0, 480), null],
  ['a picture larger than any', png(4_000_000_000, 1), null],
  ['the first bytes of nothing', Buffer.from([0, 1, 2]), null],
  ['no bytes', Buffer.alloc(0), null],
])('%s', async (_name, bytes, size) => {
  expect(await readPictureSize(bytes)).toEqual(size);
});

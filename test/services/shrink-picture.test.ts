// Pictures that are made smaller, and hostile ones that are not.
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { shrinkPicture } from '../../src/services/media/shrink-picture.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const shrink = (bytes: Uint8Array, most: number) => shrinkPicture(async () => bytes, most);
const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;

function photo(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#808080', noise } });
}

/** A PNG of one colour that says it is as large as asked. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(type, 4);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(Buffer.concat([head.subarray(4), data])));
    return Buffer.concat([head, data, sum]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  size.set([1, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * Math.min(height, 1_000)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', size), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

describe('a picture over the limit', () => {
  test('becomes a JPEG that fits, upright and without its metadata', async () => {
    const sideways = await photo(1_200, 800)
      .jpeg({ quality: 100 })
      .withMetadata({ orientation: 6 })
      .withExif({ IFD3: { GPSLatitudeRef: 'N' } })
      .toBuffer();
    const made = await shrink(sideways, 300_000);
    const { format, width, height, exif, orientation } = await sharp(made ?? Buffer.alloc(0)).metadata();
    expect(made?.length).toBeLessThanOrEqual(300_000);
    expect({ format, exif, orientation, isUpright: Number(height) > Number(width) }).toStrictEqual({
      format: 'jpeg',
      exif: undefined,
      orientation: undefined,
      isUpright: true,
    });
  });

  test('shows white where it was transparent', async () => {
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#00000000' } })
      .webp()
      .toBuffer();
    const made = await shrink(clear, 10_000);
    const { dominant } = await sharp(made ?? Buffer.alloc(0)).stats();
    expect(dominant.r).toBeGreaterThan(240);
  });

  test('stays as it is where it moves', async () => {
    const frames = await Promise.all(['#ff0000', '#0000ff'].map((background) => frameOf(background)));
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect(await shrink(moving, 1_000)).toBeNull();
  });
});

function frameOf(background: string): Promise<Buffer> {
  return sharp({ create: { width: 16, height: 16, channels: 3, background } })
    .png()
    .toBuffer();
}

describe('a file that is no picture to us', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';

  test.each<[string, Uint8Array]>([
    ['a bomb of pixels', bomb(30_000, 30_000)],
    ['an SVG with a script', Buffer.from(svg)],
    ['words that claim to be a picture', Buffer.from('%PNG is what I am')],
    ['a cut picture', bomb(2_000, 4_000).subarray(0, 60)],
    [
      'a HEIC picture, for which no free decoder comes along',
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1', 'latin1'),
    ],
    ['nothing', new Uint8Array()],
  ])('%s is left alone', async (_what, bytes) => {
    expect(await shrink(bytes, 100_000)).toBeNull();
  });

  test('the next picture is made smaller all the same', async () => {
    const [refused, made] = await Promise.all([
      shrink(Buffer.from('no picture'), 50_000),
      shrink(await photo(300, 300).png().toBuffer(), 50_000),
    ]);
    expect([refused, made?.subarray(0, 2).toString('hex')]).toStrictEqual([null, 'ffd8']);
  });
});

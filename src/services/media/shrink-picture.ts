// Makes a picture small enough for a carrier, one at a time: decoded, a picture takes many times the memory of its file.
import type { Sharp, SharpInput, SharpOptions } from 'sharp';

type MakeSharp = (input: SharpInput, options: SharpOptions) => Sharp;

/** Formats that are decoded. No other is even looked at: SVG reads other files, and rare formats are rarely tested. */
const decoded = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'];

/** More than phones make in their usual mode; a bomb of one colour is small as a file and huge in memory. */
const MOST_PIXELS = 40_000_000;
/** These are decoded whole before the first line can be made smaller. */
const MOST_PIXELS_AT_ONCE = 24_000_000;
const atOnce: readonly string[] = ['webp', 'gif', 'heif'];

const MOST_SECONDS = 10;

/** The longer edge, in pixels; tried in this order until the picture is small enough. */
const edges = [2048, 1536, 1280, 960, 640];
const QUALITY = 80;

let sharp: Promise<MakeSharp | null> | undefined;

/** Null where this machine has no build of the library: then pictures stay as they are. */
function loadSharp(): Promise<MakeSharp | null> {
  sharp ??= import('sharp').then(
    ({ default: library }) => {
      library.block({ operation: ['VipsForeignLoad'] });
      library.unblock({ operation: decoded.map((format) => `VipsForeignLoad${format}`) });
      // Each picture is worked on once, and the memory of the last one is of no use to the next.
      library.cache(false);
      library.concurrency(1);
      return library;
    },
    () => null,
  );
  return sharp;
}

const pictures: ReadonlySet<string> = new Set(['image/avif', 'image/gif', 'image/jpeg', 'image/png', 'image/webp']);

/** Files of this type may be made smaller. */
export function canShrink(type: string): boolean {
  return pictures.has(type);
}

let last: Promise<unknown> = Promise.resolve();

/**
 * The picture that `read` brings, once it is its turn, as a JPEG of at most `most` bytes, upright, without the place and time that a camera writes into it. Null where
 * that cannot be: it moves, it has too many pixels, or it is no picture that we read.
 */
export function shrinkPicture(read: () => Promise<Uint8Array>, most: number): Promise<Buffer | null> {
  const next = last.then(async () => {
    const library = await loadSharp();
    if (library === null) return null;
    const bytes = await read();
    return shrink(library, bytes, most).catch(() => null);
  });
  last = next.catch(() => undefined);
  return next;
}

async function shrink(library: MakeSharp, bytes: Uint8Array, most: number): Promise<Buffer | null> {
  const options: SharpOptions = { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: 'error' };
  const { width, height, pages = 1, format } = await library(bytes, options).metadata();
  if (pages > 1) return null;
  if (atOnce.includes(format) && width * height > MOST_PIXELS_AT_ONCE) return null;
  for (const edge of edges) {
    const made = await library(bytes, options)
      .autoOrient()
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: QUALITY })
      .timeout({ seconds: MOST_SECONDS })
      .toBuffer();
    if (made.length <= most) return made;
  }
  return null;
}

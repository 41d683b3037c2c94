// Reads the width and height of a picture from its first bytes, without decoding it.

export interface PictureSize {
  width: number;
  height: number;
}

/** Cameras write a preview and notes before the picture itself. */
export const MEASURED_BYTES = 262_144;

/** No screen shows more. */
const MOST_PIXELS = 100_000;

/** Upright, in pixels; null where the bytes do not say. */
export async function readPictureSize(head: Uint8Array): Promise<PictureSize | null> {
  // Most texts have no files, so that the library need not be in memory.
  const { imageSize } = await import('image-size');
  try {
    const { width, height, orientation = 1 } = imageSize(head);
    if (!(width > 0 && height > 0 && width < MOST_PIXELS && height < MOST_PIXELS)) return null;
    // From 5 on, it is shown turned by a quarter.
    return orientation < 5 ? { width, height } : { width: height, height: width };
  } catch {
    return null;
  }
}

// The picture that a customer's phone sends.
import { readFileSync } from 'node:fs';

export function pictureOfParcel(): { contentType: string; bytes: Uint8Array } {
  return { contentType: 'image/png', bytes: readFileSync(new URL('../../page/parcel.png', import.meta.url)) };
}

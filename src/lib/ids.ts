// Sortable ids: later ones sort after earlier ones, also within a millisecond of one process.
import { randomBytes, randomFillSync } from 'node:crypto';
import { v5, v7 } from 'uuid';

const BYTES = 16;

/** Random bytes for many ids: fetching them is a system call, which costs more than the rest of an id. */
const pool = new Uint8Array(BYTES * 256);
let used = pool.length;

/** The millisecond of the last id, and the id's place among those of that millisecond. */
let time = 0;
let place = 0;

/** A UUID version 7. Source: RFC 9562, 6.2, method 1: the place is counted on from a random one each millisecond. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + BYTES);
  used += BYTES;
  const now = Date.now();
  if (now > time) {
    time = now;
    // Half of the range stays free, so that counting on does not begin anew.
    place = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1;
  } else place += 1;
  return v7({ random, msecs: time, seq: place });
}

/** Our namespace for ids that follow from a name. */
const NAMES = '8a2d9c52-6f0e-4d0b-9a53-0d2f7c1be5a4';

/** The same id for the same name: a UUID version 5. */
export function idOfName(name: string): string {
  return v5(name, NAMES);
}

/** 256 random bits, fit to stand in a URL. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

// Secrets: sealed at rest with a named key, unprintable in memory, compared in constant time.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** A value that shows up nowhere by accident: printing or serialising it gives a placeholder. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

/** A 32-byte key and the name it is found by. */
export interface SealingKey {
  id: string;
  key: Buffer;
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const ENVELOPE_BYTES = IV_BYTES + KEY_BYTES + TAG_BYTES;

/**
 * Envelopes: each secret is encrypted with a key of its own, and that key with the first one named here. Any named one opens
 * it. `owner` is bound into both, so that a row moved to another owner does not open.
 */
export class Sealer {
  readonly #keys: readonly SealingKey[];

  constructor(keys: readonly SealingKey[]) {
    this.#keys = keys;
  }

  /** `keyId.base64url(encrypted data key, encrypted secret)`; see `encrypt` for the two. */
  seal(secret: Secret, owner: string): string {
    const dataKey = randomBytes(KEY_BYTES);
    return this.#address(dataKey, encrypt(Buffer.from(secret.reveal()), dataKey, owner), owner);
  }

  /** The secret was sealed with the key that seals now. */
  isNewest(sealed: string): boolean {
    return keyIdOf(sealed) === this.#keys[0]?.id;
  }

  /** The same secret, as it is encrypted, under the newest key; null where no key at hand opens it. */
  tryReseal(sealed: string, owner: string): string | null {
    const opened = this.#openEnvelope(sealed, owner);
    if (!opened || decrypt(opened.content, opened.dataKey, owner) === null) return null;
    return this.#address(opened.dataKey, opened.content, owner);
  }

  /** Null where no key at hand opens it: the key is gone, or another one goes by its name. */
  tryOpen(sealed: string, owner: string): Secret | null {
    const opened = this.#openEnvelope(sealed, owner);
    const plain = opened && decrypt(opened.content, opened.dataKey, owner);
    return plain && new Secret(plain.toString('utf8'));
  }

  #address(dataKey: Buffer, content: Buffer, owner: string): string {
    const [newest] = this.#keys;
    if (!newest) throw new Error('There is no key to seal with.');
    return `${newest.id}.${Buffer.concat([encrypt(dataKey, newest.key, owner), content]).toString('base64url')}`;
  }

  #openEnvelope(sealed: string, owner: string): { dataKey: Buffer; content: Buffer } | null {
    const id = keyIdOf(sealed);
    const found = this.#keys.find((candidate) => candidate.id === id);
    const bytes = Buffer.from(sealed.slice(id.length + 1), 'base64url');
    const dataKey = found ? decrypt(bytes.subarray(0, ENVELOPE_BYTES), found.key, owner) : null;
    return dataKey && { dataKey, content: bytes.subarray(ENVELOPE_BYTES) };
  }
}

/**
 * Tokens that stand in a URL: encrypted, so that one tells nothing, and none can be made or changed without a key. The first
 * key makes them, any opens one.
 */
export class UrlTokens {
  readonly #keys: readonly Buffer[];
  readonly #purpose: string;

  constructor(keys: readonly Buffer[], purpose: string) {
    this.#keys = keys;
    this.#purpose = purpose;
  }

  make(content: Buffer): string {
    const [newest] = this.#keys;
    if (!newest) throw new Error('There is no key to make a token with.');
    return encrypt(content, newest, this.#purpose).toString('base64url');
  }

  /** Null for a string that none of the keys made. The comparison takes the same time wherever it differs. */
  open(token: string): Buffer | null {
    const bytes = Buffer.from(token, 'base64url');
    // Decoding skips what is not in the alphabet, and two spellings must not open one thing.
    if (bytes.toString('base64url') !== token) return null;
    for (const key of this.#keys) {
      const content = decrypt(bytes, key, this.#purpose);
      if (content !== null) return content;
    }
    return null;
  }
}

/** Initialisation vector, ciphertext, tag: AES-256-GCM with `owner` as additional data. */
function encrypt(plain: Buffer, key: Buffer, owner: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Null unless it was encrypted with this key for this owner. */
function decrypt(bytes: Buffer, key: Buffer, owner: string): Buffer | null {
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  // Without a length, Node would accept a tag that is cut to four bytes.
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-TAG_BYTES));
  const plain = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    // `final` throws when the tag does not fit; its error says no more than that.
    return null;
  }
}

/** The name of the key that sealed it. */
export function keyIdOf(sealed: string): string {
  return sealed.slice(0, Math.max(0, sealed.lastIndexOf('.')));
}

/** Compares in a time that does not depend on where the strings differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Hashes a secret that is too random to be guessed, so that we can look it up without storing it. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** A key for one purpose, which tells nothing of the key it comes from. */
export function deriveKey({ key }: SealingKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', purpose, 32));
}

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

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals with the first key, opens with any; `owner` is bound in, so that a row moved to another owner does not open. */
export class Sealer {
  readonly #keys: readonly SealingKey[];

  constructor(keys: readonly SealingKey[]) {
    this.#keys = keys;
  }

  /** `keyId.base64url(iv, ciphertext, tag)`, AES-256-GCM. */
  seal(secret: Secret, owner: string): string {
    const [newest] = this.#keys;
    if (!newest) throw new Error('There is no key to seal with.');
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', newest.key, iv);
    cipher.setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([iv, cipher.update(secret.reveal(), 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${newest.id}.${sealed.toString('base64url')}`;
  }

  /** Whether it was sealed with the key that seals at present. */
  isNewest(sealed: string): boolean {
    return keyIdOf(sealed) === this.#keys[0]?.id;
  }

  /** Null where no key at hand opens it: the key is gone, or another one goes by its name. */
  tryOpen(sealed: string, owner: string): Secret | null {
    try {
      return this.open(sealed, owner);
    } catch {
      return null;
    }
  }

  open(sealed: string, owner: string): Secret {
    const id = keyIdOf(sealed);
    const found = this.#keys.find((candidate) => candidate.id === id);
    if (!found) throw new Error(`A stored secret was sealed with key "${id}", which ENCRYPTION_KEYS does not name.`);
    const bytes = Buffer.from(sealed.slice(id.length + 1), 'base64url');
    // Without its length said, a tag cut short to four bytes would do.
    const iv = bytes.subarray(0, IV_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', found.key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(owner));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const plain = Buffer.concat([
      decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES)),
      decipher.final(),
    ]);
    return new Secret(plain.toString('utf8'));
  }
}

/** The name of the key that sealed it. */
export function keyIdOf(sealed: string): string {
  return sealed.slice(0, Math.max(0, sealed.lastIndexOf('.')));
}

/** Whether two strings are equal, in a time that does not depend on where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Of something too random to be guessed, so that it can be looked for without being kept. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** A key for one purpose, which tells nothing of the key it comes from. */
export function deriveKey({ key }: SealingKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', purpose, 32));
}

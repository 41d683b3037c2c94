// The tokens of `/media/:token`: each opens one file of one workspace until its time is over.
import { parse, stringify } from 'uuid';
import { deriveKey, type SealingKey, UrlTokens } from '../lib/sealed.ts';

export interface FileOfWorkspace {
  workspaceId: string;
  fileId: string;
}

const ID_BYTES = 16;
const MINUTE_MS = 60_000;
const HEAD_BYTES = ID_BYTES + 4;

/** Longer than any token; a longer string is not even decoded. */
const LONGEST_TOKEN = 400;

/** A rotated key opens the tokens that it made for as long as it is named. */
export class MediaTokens {
  readonly #tokens: UrlTokens;

  constructor(keys: readonly SealingKey[]) {
    this.#tokens = new UrlTokens(
      keys.map((key) => deriveKey(key, 'media')),
      'media',
    );
  }

  /** `until`: rounded up to a minute. */
  make({ workspaceId, fileId }: FileOfWorkspace, until: Date): string {
    const head = Buffer.alloc(HEAD_BYTES);
    head.set(parse(fileId));
    head.writeUInt32BE(Math.ceil(until.getTime() / MINUTE_MS), ID_BYTES);
    return this.#tokens.make(Buffer.concat([head, Buffer.from(workspaceId)]));
  }

  /** `guessed`: no key of ours made it. `over`: ours, and its time has passed. */
  read(token: string, now: Date): { kind: 'open'; file: FileOfWorkspace } | { kind: 'guessed' | 'over' } {
    const content = token.length > LONGEST_TOKEN ? null : this.#tokens.open(token);
    if (content === null || content.length <= HEAD_BYTES) return { kind: 'guessed' };
    if (content.readUInt32BE(ID_BYTES) * MINUTE_MS < now.getTime()) return { kind: 'over' };
    const fileId = stringify(content.subarray(0, ID_BYTES));
    return { kind: 'open', file: { workspaceId: content.subarray(HEAD_BYTES).toString(), fileId } };
  }
}

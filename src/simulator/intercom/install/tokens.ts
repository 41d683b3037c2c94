// Access tokens with their admin and workspace, and the codes that an installation exchanges for them.
import type { Clock } from '../../../lib/clock.ts';
import { Refusal } from '../errors.ts';
import type { AdminRecord } from '../records.ts';
import type { WorkspaceState } from '../state.ts';

/** The admin and workspace of a token. */
export interface Grant {
  readonly workspace: WorkspaceState;
  readonly admin: AdminRecord;
}

// Intercom does not document how long a code lives; ten minutes is the longest that RFC 6749, 4.1.2, recommends.
const CODE_LIFETIME_MS = 10 * 60_000;
const SECRET_BYTES = 30;

export class Tokens {
  readonly #open = new Map<string, Grant>();
  readonly #revoked = new Set<string>();
  readonly #codes = new Map<string, Grant & { expiresAt: number }>();
  readonly #clock: Clock;
  readonly #random: () => number;
  #made = 0;

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  give(token: string, grant: Grant): void {
    this.#open.set(token, grant);
    this.#revoked.delete(token);
  }

  /** The workspace's tokens in force, oldest first. */
  inForce(workspace: WorkspaceState): { token: string; adminId: string }[] {
    return [...this.#open]
      .filter(([, grant]) => grant.workspace === workspace)
      .map(([token, { admin }]) => ({ token, adminId: admin.id }));
  }

  /** From now on the token is answered 401. */
  revoke(token: string): void {
    this.#open.delete(token);
    this.#revoked.add(token);
  }

  /** The code an admin's browser brings back after allowing the app. It ends in `=`, as live ones may. */
  newCode(grant: Grant): string {
    const code = `${this.#bytes().toString('base64url')}=`;
    this.#codes.set(code, { ...grant, expiresAt: this.#clock.now() + CODE_LIFETIME_MS });
    return code;
  }

  /** A new token for a code, which works once; every other token stays in force. */
  exchange(code: string): { token: string; grant: Grant } {
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    if (!found || found.expiresAt <= this.#clock.now()) throw new Refusal(401, 'unauthorized', 'Unauthorized Code');
    const token = this.#bytes().toString('base64');
    const grant = { workspace: found.workspace, admin: found.admin };
    this.give(token, grant);
    return { token, grant };
  }

  find(authorization: string): Grant | undefined {
    return this.#open.get(tokenIn(authorization));
  }

  /** The owner of the token in an `Authorization` header; 401 otherwise. */
  require(authorization: string): Grant {
    const grant = this.find(authorization);
    if (grant) return grant;
    if (this.#revoked.has(tokenIn(authorization))) throw new Refusal(401, 'token_revoked', 'Access Token Revoked');
    throw new Refusal(401, 'unauthorized', 'Access Token Invalid');
  }

  /** Makes no two alike, even with a fixed `random`. */
  #bytes(): Buffer {
    const bytes = Buffer.from(Array.from({ length: SECRET_BYTES }, () => Math.floor(this.#random() * 256)));
    this.#made += 1;
    bytes.writeUInt32BE((bytes.readUInt32BE() + this.#made) >>> 0);
    return bytes;
  }
}

function tokenIn(authorization: string): string {
  return /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '';
}

// Who may call the pretend API: access tokens and the workspaces they open, and codes that an installation exchanges.
import { Refusal } from './errors.ts';
import type { WorkspaceState } from './state.ts';

export class Tokens {
  readonly #open = new Map<string, WorkspaceState>();
  readonly #revoked = new Set<string>();
  readonly #codes = new Map<string, WorkspaceState>();
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  give(token: string, workspace: WorkspaceState): void {
    this.#open.set(token, workspace);
    this.#revoked.delete(token);
  }

  /** Every token of the workspace is answered 401 from now on. */
  revokeAll(workspace: WorkspaceState): void {
    for (const [token, owner] of this.#open) {
      if (owner !== workspace) continue;
      this.#open.delete(token);
      this.#revoked.add(token);
    }
  }

  /** The code an admin's browser brings back after allowing the app. */
  newCode(workspace: WorkspaceState): string {
    const code = this.#secret();
    this.#codes.set(code, workspace);
    return code;
  }

  /** A new token for a code, which works once. */
  exchange(code: string): string {
    const workspace = this.#codes.get(code);
    if (!workspace) throw new Refusal(401, 'unauthorized', 'Unauthorized Code');
    this.#codes.delete(code);
    const token = this.#secret();
    this.give(token, workspace);
    return token;
  }

  find(authorization: string): WorkspaceState | undefined {
    return this.#open.get(tokenIn(authorization));
  }

  /** The workspace that an `Authorization` header opens; 401 otherwise. */
  require(authorization: string): WorkspaceState {
    const workspace = this.find(authorization);
    if (workspace) return workspace;
    if (this.#revoked.has(tokenIn(authorization))) throw new Refusal(401, 'token_revoked', 'Access Token Revoked');
    throw new Refusal(401, 'unauthorized', 'Access Token Invalid');
  }

  #secret(): string {
    return Buffer.from(Array.from({ length: 30 }, () => Math.floor(this.#random() * 256))).toString('base64');
  }
}

function tokenIn(authorization: string): string {
  return /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '';
}

// The app in a pretend workspace: its installation, its tokens and its permissions.
import type { ForbiddenCode, Permission } from '../permissions.ts';
import type { WorkspaceState } from '../state.ts';
import type { Tokens } from './tokens.ts';

/** The stand-in's part of a workspace's acts. */
export interface AppDesk {
  tokens: Tokens;
  uninstall(): void;
}

export class Installation {
  readonly #state: WorkspaceState;
  readonly #desk: AppDesk;

  constructor(state: WorkspaceState, desk: AppDesk) {
    this.#state = state;
    this.#desk = desk;
  }

  /** Webhooks and panel requests go out only while it is. */
  get installed(): boolean {
    return this.#state.installed;
  }

  /** Those in force, oldest first. */
  tokens(): readonly { token: string; adminId: string }[] {
    return this.#desk.tokens.inForce(this.#state);
  }

  /** From now on this token, or every one of the workspace, is answered 401. The app stays installed. */
  revokeToken(token?: string): void {
    const own = this.tokens().filter((one) => token === undefined || one.token === token);
    if (token !== undefined && own.length === 0) throw new Error('the workspace has no such token');
    for (const one of own) this.#desk.tokens.revoke(one.token);
  }

  /** Puts a token in force, as a new installation does; it belongs to the first admin unless told. */
  giveToken(token: string, adminId?: string): void {
    this.#state.installed = true;
    this.#desk.tokens.give(token, { workspace: this.#state, admin: this.#state.admin(adminId) });
  }

  /** The OAuth code that an admin's browser brings back after allowing the app; it is exchanged once. */
  authorize(adminId?: string): string {
    return this.#desk.tokens.newCode({ workspace: this.#state, admin: this.#state.admin(adminId) });
  }

  /** Uninstalls the app, as an admin does in the App Store: its tokens are answered 401, and the app is told. */
  uninstall(): void {
    this.#desk.uninstall();
  }

  /** From now on calls that need it are answered 403, and webhooks that need it are not sent. */
  withdrawPermission(permission: Permission, code: ForbiddenCode = 'forbidden'): void {
    this.#state.withdrawn.set(permission, code);
  }

  restorePermission(permission: Permission): void {
    this.#state.withdrawn.delete(permission);
  }

  /** Sets the verification of the admin's address in `GET /me`; true at first. */
  setEmailVerified(adminId: string, isVerified: boolean): void {
    const { id } = this.#state.admin(adminId);
    if (isVerified) this.#state.unverified.delete(id);
    else this.#state.unverified.add(id);
  }
}

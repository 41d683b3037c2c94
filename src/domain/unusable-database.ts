// Why the database cannot be used, as the operator has to know it.

/** `files` and `dataDir` are paths, `said` is what PostgreSQL or the system said of it. */
export type UnusableDatabase =
  | { kind: 'server-too-old'; version: string; oldest: number; newest: number }
  | { kind: 'roles-closed'; login: string; roles: readonly string[]; statements: readonly string[] }
  | { kind: 'folder-in-use'; dataDir: string }
  | { kind: 'folder-unlockable'; dataDir: string; said: string }
  | { kind: 'path-too-long'; dataDir: string }
  | { kind: 'holder-silent'; dataDir: string }
  | { kind: 'programs-missing'; packageName: string }
  | { kind: 'files-not-made'; files: string; said: string }
  | { kind: 'files-of-other-version'; files: string; version: string; ownVersion: string }
  | { kind: 'files-of-first-version'; files: string }
  | { kind: 'files-of-other-user'; files: string; owner: number; user: number }
  | { kind: 'root-cut-off'; dataDir: string }
  | { kind: 'root-alone' }
  | { kind: 'not-starting'; said: string; log: string }
  | { kind: 'restarting' }
  | { kind: 'recovering' }
  | { kind: 'failing'; said: string };

/** A server that can be used, but that the tests do not run on. */
export interface UntriedServer {
  version: string;
  oldest: number;
  newest: number;
}

export class UnusableDatabaseError extends Error {
  override name = 'UnusableDatabaseError';
  readonly reason: UnusableDatabase;

  constructor(reason: UnusableDatabase, options?: ErrorOptions) {
    super('said' in reason ? `${reason.kind}: ${reason.said}` : reason.kind, options);
    this.reason = reason;
  }
}

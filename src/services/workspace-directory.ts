// Workspaces by id with their secrets opened, cached for a moment, since every webhook needs one.
import { AppError } from '../domain/errors.ts';
import type { LockedSecret } from '../domain/locked-secrets.ts';
import type { TwilioRegion } from '../domain/twilio-region.ts';
import type { Vendor } from '../domain/vendors.ts';
import { wellFormed } from '../domain/well-formed.ts';
import type { Workspace } from '../domain/workspace.ts';
import type { Logger } from '../lib/log.ts';
import { keyIdOf, type Sealer, type Secret } from '../lib/sealed.ts';
import type { Database } from '../store/database/database.ts';
import { findWorkspace, type StoredWorkspace } from '../store/workspaces/workspaces.ts';

/** A workspace with its secrets opened. */
export interface OpenWorkspace extends Workspace {
  /** Null once the app was uninstalled. */
  intercomToken: Secret | null;
  /** Tokens that may sign the account's requests: the Auth Token, and during a rotation the next one. */
  twilioAuthTokens: readonly Secret[];
  /** Shared keys that may sign them instead, by the id that a request names. */
  twilioSharedKeys: ReadonlyMap<string, Secret>;
  /** Null while Twilio is not connected. */
  twilioLogin: TwilioLogin | null;
  /** The sealed credentials of each vendor, which tell two sets apart; null where there are none. */
  sealedCredentials: Readonly<Record<Vendor, string | null>>;
  /** Stored secrets that none of the keys opens. */
  locked: readonly LockedSecret[];
}

/** For calls: an API key and its secret, or the account and its Auth Token. */
export interface TwilioLogin {
  accountSid: string;
  username: string;
  password: Secret;
  region: TwilioRegion;
}

/** A login with one of the account's Auth Tokens. */
export function tokenLogin(account: Pick<TwilioLogin, 'accountSid' | 'region'>, token: Secret): TwilioLogin {
  const { accountSid, region } = account;
  return { accountSid, username: accountSid, password: token, region };
}

/** The age at which an entry is read anew: a change by another process takes effect within this. */
const KEEP_MS = 5_000;

/** Intercom's have eight characters. */
const LONGEST_ID = 100;

/** Guesses at ids must not fill the memory. */
const MOST_ENTRIES = 10_000;

/** A complaint about the same workspace is repeated this often. */
const COMPLAIN_MS = 60_000;

interface Entry {
  loadedAt: number;
  workspace: Promise<OpenWorkspace | undefined>;
}

export class WorkspaceDirectory {
  readonly #database: Pick<Database, 'within'>;
  readonly #sealer: Sealer;
  readonly #log: Pick<Logger, 'error'>;
  readonly #entries = new Map<string, Entry>();
  /** The time of the last complaint about a workspace's secrets. */
  readonly #complained = new Map<string, number>();

  constructor(database: Pick<Database, 'within'>, sealer: Sealer, log: Pick<Logger, 'error'>) {
    this.#database = database;
    this.#sealer = sealer;
    this.#log = log;
  }

  /** Undefined where there is no such workspace. An entry is used up to the age of `maxAgeMs`. */
  async find(id: string, maxAgeMs = KEEP_MS): Promise<OpenWorkspace | undefined> {
    // No database can hold such an id, and the statement would fail.
    if (id.length > LONGEST_ID || id !== wellFormed(id)) return undefined;
    const kept = this.#entries.get(id);
    // Real time on purpose: this bounds memory of another process's changes, not anything a customer sees.
    if (kept && performance.now() - kept.loadedAt < maxAgeMs) return kept.workspace;
    const workspace = this.#load(id);
    if (this.#entries.size >= MOST_ENTRIES) this.#entries.clear();
    const entry = { loadedAt: performance.now(), workspace };
    this.#entries.set(id, entry);
    workspace.catch(() => {
      if (this.#entries.get(id) === entry) this.#entries.delete(id);
    });
    return workspace;
  }

  /** For jobs of the workspace: another process may just have installed it again, so a missing one is worth another try. */
  async get(id: string): Promise<OpenWorkspace> {
    const workspace = await this.find(id);
    if (!workspace) throw new AppError('not-found', { kind: 'unknown-workspace', workspaceId: id }, { retry: 'later' });
    return workspace;
  }

  /** Drops the entry of a changed workspace. */
  forget(id: string): void {
    this.#entries.delete(id);
  }

  async #load(id: string): Promise<OpenWorkspace | undefined> {
    const stored = await findWorkspace(this.#database.within(id), id);
    if (!stored) return undefined;
    const workspace = openWorkspace(stored, this.#sealer);
    if (workspace.locked.length > 0) this.#complain(workspace);
    return workspace;
  }

  #complain({ id, locked }: OpenWorkspace): void {
    const last = this.#complained.get(id);
    if (last !== undefined && performance.now() - last < COMPLAIN_MS) return;
    if (this.#complained.size >= MOST_ENTRIES) this.#complained.clear();
    this.#complained.set(id, performance.now());
    this.#log.error(
      { workspaceId: id, locked, whatToDo: 'put the keys back into ENCRYPTION_KEYS, or enter the credentials again' },
      "a workspace's stored secrets cannot be opened",
    );
  }
}

/** A secret that cannot be opened is listed in `locked`, and otherwise counts as not set. */
function openWorkspace(stored: StoredWorkspace, sealer: Sealer): OpenWorkspace {
  const { workspace, sealed, sealedCredentials, sharedKeys } = stored;
  const locked: LockedSecret[] = [];
  const open = (kind: LockedSecret['kind'], secret: string | null) => {
    const opened = secret === null ? null : sealer.tryOpen(secret, workspace.id);
    if (secret !== null && opened === null) locked.push({ kind, keyId: keyIdOf(secret) });
    return opened;
  };
  const intercomToken = open('intercom', sealed.intercomToken);
  const authToken = open('twilio', sealed.twilioAuthToken);
  const next = open('twilio', sealed.twilioNextAuthToken);
  const apiSecret = open('twilio', sealed.twilioApiSecret);
  const openKeys = sharedKeys.map((key) => [key.id, open('twilio', key.sealed)] as const);
  return {
    ...workspace,
    intercomToken,
    twilioAuthTokens: [authToken, next].filter((token) => token !== null),
    twilioSharedKeys: new Map(openKeys.flatMap(([id, secret]) => (secret === null ? [] : [[id, secret]]))),
    twilioLogin: loginOf(workspace, authToken, apiSecret),
    sealedCredentials,
    locked,
  };
}

function loginOf(workspace: Workspace, authToken: Secret | null, apiSecret: Secret | null): TwilioLogin | null {
  const { twilioAccountSid: accountSid, twilioApiKey, twilioRegion: region } = workspace;
  if (accountSid === null) return null;
  if (twilioApiKey !== null && apiSecret !== null)
    return { accountSid, username: twilioApiKey, password: apiSecret, region };
  return authToken && tokenLogin({ accountSid, region }, authToken);
}

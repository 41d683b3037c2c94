// Finds the account of a call, in its region: by its token or API key, or by the token of its owner.
// https://www.twilio.com/docs/iam/api-keys/keys-in-console

import { RestError } from '../errors.ts';
import type { Context } from '../operation.ts';
import type { Account } from '../records.ts';
import type { TwilioWorld } from '../state.ts';
import { acceptsToken, statusOf } from './accounts.ts';
import { regionOf } from './regions.ts';

/**
 * The account in the path, proven by its token, its owner's token or one of its own keys, and active.
 * @throws RestError 20003 (401) for a login that does not open it, 20005 (403) while it is suspended
 */
export function signedIn(world: TwilioWorld, ctx: Context): Account {
  const account = world.accounts.get(ctx.params.account ?? '');
  if (!account || !kindOfLogin(world, ctx, account)) throw refused();
  return checkedActive(world, account);
}

/** The same where the path names no account, as in the messaging API: the one that the login belongs to. */
export function signedInBy(world: TwilioWorld, ctx: Context): Account {
  return checkedActive(world, ownAccount(world, ctx, ['token', 'main', 'standard']));
}

/** The account in the path, whatever its status. A standard key reads no account. */
export function accountReader(world: TwilioWorld, ctx: Context): Account {
  const account = world.accounts.get(ctx.params.account ?? '');
  const kind = account && kindOfLogin(world, ctx, account);
  if (!account || !kind || kind === 'standard') throw refused();
  return account;
}

/** The account whose accounts are listed. */
export function accountsReader(world: TwilioWorld, ctx: Context): Account {
  return ownAccount(world, ctx, ['token', 'main']);
}

type LoginKind = 'token' | 'main' | 'standard';

function ownAccount(world: TwilioWorld, ctx: Context, kinds: readonly LoginKind[]): Account {
  const user = loginOf(ctx)?.user ?? '';
  for (const account of world.accounts.values()) {
    if (account.sid !== user && !account.apiKeys.has(user)) continue;
    const kind = kindOfLogin(world, ctx, account);
    if (kind && kinds.includes(kind)) return account;
  }
  throw refused();
}

function kindOfLogin(world: TwilioWorld, ctx: Context, account: Account): LoginKind | null {
  const login = loginOf(ctx);
  if (!login || (regionOf(ctx) ?? account.region) !== account.region) return null;
  const { user, secret } = login;
  // An owner's token opens its subaccounts, an owner's key does not: https://www.twilio.com/docs/iam/api/subaccounts
  const holder = [account.sid, account.ownerSid].includes(user) ? world.accounts.get(user) : undefined;
  if (holder) return acceptsToken(holder, secret) ? 'token' : null;
  const key = account.apiKeys.get(user);
  return key && key.secret === secret ? key.kind : null;
}

function checkedActive(world: TwilioWorld, account: Account): Account {
  const status = statusOf(world, account);
  if (status === 'closed') throw refused();
  if (status === 'suspended') throw new RestError(20005, 'The account is not active', 403);
  return account;
}

function refused(): RestError {
  return new RestError(20003, 'Authentication failed', 401);
}

function loginOf(ctx: Context): { user: string; secret: string } | null {
  const encoded = /^Basic (.+)$/i.exec(ctx.get('authorization'))?.[1];
  const parts = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString());
  return parts ? { user: parts[1] ?? '', secret: parts[2] ?? '' } : null;
}

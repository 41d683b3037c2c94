// The present state of an account: its status with its owner's, its tokens, and its subaccounts.
import type { Account } from '../records.ts';
import type { TwilioWorld } from '../state.ts';

/** A suspended or closed owner takes its subaccounts along: https://www.twilio.com/docs/api/errors/10001 */
export function statusOf(world: TwilioWorld, account: Account): Account['status'] {
  const owner = world.accounts.get(account.ownerSid);
  return account.status === 'active' && owner ? owner.status : account.status;
}

/** The account itself, then its subaccounts. */
export function familyOf(world: TwilioWorld, account: Account): Account[] {
  const others = [...world.accounts.values()].filter((one) => one !== account && one.ownerSid === account.sid);
  return [account, ...others];
}

/** While a token is being replaced both are accepted: https://www.twilio.com/docs/usage/security */
export function acceptsToken(account: Account, token: string): boolean {
  return token === account.authToken || token === account.secondaryToken;
}

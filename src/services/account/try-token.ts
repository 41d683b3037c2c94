// Tries whether Twilio accepts an Auth Token, and tells which of two it signs with.
import { VendorError } from '../../domain/errors.ts';
import type { TwilioRegion } from '../../domain/twilio-region.ts';
import type { Secret } from '../../lib/sealed.ts';
import { readSightings } from '../../store/evidence/sightings.ts';
import { isLoginRefused } from '../../twilio/errors.ts';
import type { Calling, Storing } from '../context.ts';
import { tokenLogin } from '../workspace-directory.ts';

/** `unknown`: Twilio does not answer, or the account is suspended. */
export type TokenStanding = 'taken' | 'refused' | 'unknown';

/** Twilio accepts a secondary Auth Token for calls, and signs nothing with it until it is promoted, which ends the first one. */
export async function tryToken(
  ctx: Calling,
  account: { accountSid: string; region: TwilioRegion },
  token: Secret,
): Promise<TokenStanding> {
  try {
    return (await ctx.twilioWith(tokenLogin(account, token)).getAccount()).isActive ? 'taken' : 'unknown';
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return isLoginRefused(error) ? 'refused' : 'unknown';
  }
}

/** Judges by the latest texts, while two tokens are accepted. */
export async function signsWithNext(ctx: Storing, workspaceId: string): Promise<boolean> {
  const seen = await readSightings(ctx.db, workspaceId);
  const [withNext, withCurrent] = [seen.get('signed-next'), seen.get('signed-current')];
  return withNext !== undefined && (withCurrent === undefined || withNext > withCurrent);
}

// Whether Twilio takes an Auth Token now, and which of two it signs with.
import { VendorError } from '../../domain/errors.ts';
import type { TwilioRegion } from '../../domain/twilio-region.ts';
import type { Secret } from '../../lib/sealed.ts';
import { readSightings } from '../../store/evidence/sightings.ts';
import { isLoginRefused } from '../../twilio/errors.ts';
import type { Calling, Storing } from '../context.ts';
import { tokenLogin } from '../workspace-directory.ts';

/** `unknown`: Twilio does not say, or the account is suspended. */
export type TokenStanding = 'taken' | 'refused' | 'unknown';

/** A secondary Auth Token is taken too, and signs nothing before it is promoted, which ends the one before it. */
export async function tokenStands(
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

/** By the texts that came lately, while two are accepted. */
export async function signsWithNext(ctx: Storing, workspaceId: string): Promise<boolean> {
  const seen = await readSightings(ctx.db, workspaceId);
  const [withNext, withCurrent] = [seen.get('signed-next'), seen.get('signed-current')];
  return withNext !== undefined && (withCurrent === undefined || withNext > withCurrent);
}

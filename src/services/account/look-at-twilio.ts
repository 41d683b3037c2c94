// What Twilio says of a workspace's account now: whether it lets us in, its numbers, its Messaging Services.
import { VendorError } from '../../domain/errors.ts';
import { type TwilioRegion, twilioRegions } from '../../domain/twilio-region.ts';
import { isTurnedAway } from '../../twilio/errors.ts';
import type { OwnedNumber, OwnedService } from '../../twilio/owned.ts';
import type { SettingsContext } from '../changes/change.ts';
import { live, type OpenWorkspace } from '../context.ts';
import { type Asked, ask } from '../credentials/or-problem.ts';
import { vendorTrouble } from '../credentials/vendor-trouble.ts';
import type { TwilioLogin } from '../workspace-directory.ts';

export interface TwilioSeen {
  /** Null where Twilio is not connected, or does not say. */
  numbers: OwnedNumber[] | null;
  trouble: TwilioTrouble | null;
  services: Asked<OwnedService[]>;
}

/** Why the account cannot be used now, a sentence without its full stop; and what to do, a sentence. */
export type TwilioTrouble = { words: string; next: string } /** `asking`: it has not answered yet. */ & (
  | { kind: 'refused' | 'suspended' | 'away' | 'asking' }
  /** The credentials are good, in another region. */
  | { kind: 'region'; region: TwilioRegion }
);

const asking = { words: 'Twilio has not answered yet', next: 'Load this page again in a moment.' };

/** While its answer is awaited. */
export const unseenTwilio: TwilioSeen = {
  numbers: null,
  trouble: { kind: 'asking', ...asking },
  services: { value: null, problem: `${asking.words}. ${asking.next}` },
};

export async function lookAtTwilio(ctx: SettingsContext, workspace: OpenWorkspace): Promise<TwilioSeen> {
  const { twilioLogin: login } = workspace;
  if (login === null) return { numbers: null, trouble: null, services: { value: [], problem: null } };
  const twilio = ctx.twilio(workspace, live);
  const [listed, services] = await Promise.all([
    twilio.listNumbers().then(
      (numbers) => ({ numbers, trouble: null }),
      async (error: unknown) => ({ numbers: null, trouble: await troubleOf(ctx, login, error) }),
    ),
    ask(() => twilio.listServices(workspace.services.map(({ sid }) => sid))),
  ]);
  return { ...listed, services };
}

/** For changes, of which `picked` are Messaging Services: fails where Twilio does not say, but for services where none was chosen and the key may not see them. */
export async function listOwned(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  picked: readonly string[] = [],
): Promise<{ numbers: OwnedNumber[]; services: OwnedService[] }> {
  const twilio = ctx.twilio(workspace, live);
  const hidden = (error: unknown): OwnedService[] => {
    if (!isTurnedAway(error) || workspace.services.length > 0) throw error;
    ctx.log.warn({ workspaceId: workspace.id, reason: error.message }, 'Messaging Services are not shown');
    return [];
  };
  const wanted = [...workspace.services.map(({ sid }) => sid), ...picked];
  const [numbers, services] = await Promise.all([twilio.listNumbers(), twilio.listServices(wanted).catch(hidden)]);
  return { numbers, services };
}

/** What a call with these credentials failed of. */
export async function troubleOf(ctx: SettingsContext, login: TwilioLogin, error: unknown): Promise<TwilioTrouble> {
  if (!(error instanceof VendorError)) throw error;
  const { kind, why: words, next } = vendorTrouble(error);
  if (kind === 'suspended') return { kind, words, next };
  if (!isTurnedAway(error)) return { kind: 'away', words, next };
  const region = await regionThatTakes(ctx, login);
  if (region === null) return { kind: 'refused', words, next };
  return {
    kind: 'region',
    region,
    words: `These credentials are of Twilio's region ${region}, not of ${login.region}`,
    next: 'Choose that region under Twilio account.',
  };
}

/** Another region that takes credentials which their own does not: tokens and keys belong to one region. */
async function regionThatTakes(ctx: SettingsContext, login: TwilioLogin): Promise<TwilioRegion | null> {
  for (const region of twilioRegions.filter((one) => one !== login.region)) {
    try {
      await ctx.twilioWith({ ...login, region }).listNumbers();
      return region;
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      ctx.log.debug({ region, reason: error.message }, 'another region does not take these credentials either');
    }
  }
  return null;
}

/** Where Twilio is told to take texts. */
export function urlsOf({ numbers, services }: TwilioSeen): string[] {
  return [...(numbers ?? []), ...(services.value ?? [])].map(({ webhook }) => webhook.url);
}

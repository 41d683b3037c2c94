// Asks Twilio about a workspace's account: does it let us in, which numbers and Messaging Services are there.
import { VendorError } from '../../domain/errors.ts';
import { type TwilioRegion, twilioRegions } from '../../domain/twilio-region.ts';
import type { TwilioTrouble } from '../../domain/vendor-trouble.ts';
import { saveMediaSenders } from '../../store/workspaces/senders.ts';
import { isTurnedAway } from '../../twilio/errors.ts';
import type { OwnedNumber, OwnedService } from '../../twilio/owned.ts';
import type { SettingsContext } from '../changes/change.ts';
import { live, type OpenWorkspace, transact } from '../context.ts';
import { type Asked, orTrouble } from '../credentials/or-trouble.ts';
import { vendorTrouble } from '../credentials/vendor-trouble.ts';
import type { TwilioLogin } from '../workspace-directory.ts';

export interface TwilioSeen {
  /** Null where Twilio is not connected, or does not answer. */
  numbers: OwnedNumber[] | null;
  trouble: TwilioTrouble | null;
  services: Asked<OwnedService[]>;
}

/** Stands for Twilio's answer while it is awaited. */
export const unseenTwilio: TwilioSeen = {
  numbers: null,
  trouble: { kind: 'asking' },
  services: { value: null, trouble: { kind: 'asking', vendor: 'twilio' } },
};

export async function lookAtTwilio(ctx: SettingsContext, workspace: OpenWorkspace): Promise<TwilioSeen> {
  const { twilioLogin: login } = workspace;
  if (login === null) return { numbers: null, trouble: null, services: { value: [], trouble: null } };
  const twilio = ctx.twilio(workspace, live);
  const [listed, services] = await Promise.all([
    twilio.listNumbers().then(
      async (numbers) => {
        await noteMediaSenders(ctx, workspace, numbers);
        return { numbers, trouble: null };
      },
      async (error: unknown) => ({ numbers: null, trouble: await troubleOf(ctx, login, error) }),
    ),
    orTrouble(() => twilio.listServices(workspace.services.map(({ sid }) => sid))),
  ]);
  return { ...listed, services };
}

/** Whoever sends a picture need not ask Twilio first. */
async function noteMediaSenders(
  ctx: SettingsContext,
  { id, senderDetails }: OpenWorkspace,
  numbers: readonly OwnedNumber[],
): Promise<void> {
  const known = new Map(senderDetails.map(({ address, sendsMedia }) => [address, sendsMedia]));
  const news = numbers.filter(({ address, sendsMedia }) => known.has(address) && known.get(address) !== sendsMedia);
  if (news.length === 0) return;
  await transact(ctx, async (unit) => {
    await saveMediaSenders(unit.trx, id, news);
    unit.changed(id);
  });
}

/**
 * Lists what the account has, for a change that picks the Messaging Services `picked`. Throws where Twilio does not answer.
 * Where no service was chosen before, a key that may not see them is as good as an account without services.
 */
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

/** Reads the failure of a call with these credentials. Throws what is not Twilio's doing. */
export async function troubleOf(ctx: SettingsContext, login: TwilioLogin, error: unknown): Promise<TwilioTrouble> {
  if (!(error instanceof VendorError)) throw error;
  const trouble = vendorTrouble(error);
  if (trouble.kind === 'suspended') return { kind: 'suspended', trouble };
  if (!isTurnedAway(error)) return { kind: 'away', trouble };
  const region = await findRegion(ctx, login);
  return region === null ? { kind: 'refused', trouble } : { kind: 'region', region, asked: login.region };
}

/** Finds another region that accepts the credentials: tokens and keys belong to one region. */
async function findRegion(ctx: SettingsContext, login: TwilioLogin): Promise<TwilioRegion | null> {
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

/** The addresses to which Twilio takes texts. */
export function urlsOf({ numbers, services }: TwilioSeen): string[] {
  return [...(numbers ?? []), ...(services.value ?? [])].map(({ webhook }) => webhook.url);
}

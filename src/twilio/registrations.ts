// Reads how far the registration of numbers with US carriers has come: A2P campaigns and their brands, and toll-free verifications.
// Source: the descriptions of messaging/v1 (Compliance/Usa2p, a2p/BrandRegistrations, Tollfree/Verifications).
import type twilio from 'twilio';
import type { Registration } from '../domain/numbers/registration.ts';
import { inBatches } from '../lib/batches.ts';

type Library = ReturnType<typeof twilio>;
type Observed = <T>(operation: string, work: () => Promise<T>) => Promise<T>;

const AT_ONCE = 5;
const PAGE = 200;
/** An account that registers for many companies has more; those beyond are not told. */
const MOST = 1_000;

/** The state of each Messaging Service's campaign, by the service's id. */
export async function readCampaigns(
  client: Library,
  serviceSids: readonly string[],
  observed: Observed,
): Promise<Map<string, Registration>> {
  const brands = await observed('GET a2p/BrandRegistrations', () =>
    client.messaging.v1.brandRegistrations.list({ pageSize: PAGE, limit: MOST }),
  );
  const states = await inBatches([...new Set(serviceSids)], AT_ONCE, async (sid) => {
    const campaigns = await observed('GET Services/{Sid}/Compliance/Usa2p', () =>
      client.messaging.v1.services(sid).usAppToPerson.list({ pageSize: PAGE, limit: PAGE }),
    );
    const all = campaigns.map((campaign) =>
      campaignState(
        campaign,
        brands.find((brand) => brand.sid === campaign.brandRegistrationSid),
      ),
    );
    return [sid, furthest(all) ?? { kind: 'missing', of: 'campaign', why: 'never' }] as const;
  });
  return new Map(states);
}

interface Campaign {
  campaignStatus: string | null;
  dateCreated: Date | null;
  errors: unknown;
}

interface Brand {
  status: string | null;
  failureReason: string | null;
}

/** A campaign stands on its brand: carriers stop it where the brand is stopped. */
function campaignState({ campaignStatus, dateCreated, errors }: Campaign, brand: Brand | undefined): Registration {
  const of = 'campaign';
  const stateOfBrand = brand?.status?.toUpperCase();
  if (stateOfBrand === 'SUSPENDED') return { kind: 'suspended', of };
  if (stateOfBrand === 'FAILED') return { kind: 'rejected', of, reason: wordsOf(brand?.failureReason) };
  switch (campaignStatus?.toUpperCase()) {
    case 'VERIFIED':
      return { kind: 'registered', of };
    case 'PENDING':
    case 'IN_PROGRESS':
      return { kind: 'in-review', of, since: timeOf(dateCreated) };
    case 'FAILED':
      return { kind: 'rejected', of, reason: reasonIn(errors) };
    case 'SUSPENDED':
      return { kind: 'suspended', of };
    default:
      return { kind: 'unsaid', of };
  }
}

/** The state of each toll-free number's verification, by the number's id; `isWhole`: there are no more of them. */
export async function readVerifications(
  client: Library,
  observed: Observed,
): Promise<{ states: Map<string, Registration>; isWhole: boolean }> {
  const list = await observed('GET Tollfree/Verifications', () =>
    client.messaging.v1.tollfreeVerifications.list({ pageSize: PAGE, limit: MOST }),
  );
  const states = new Map<string, Registration>();
  for (const one of list) {
    const state = verificationState(one);
    const sid = one.tollfreePhoneNumberSid;
    const further = furthest([state, ...(states.has(sid) ? [states.get(sid) as Registration] : [])]);
    if (further) states.set(sid, further);
  }
  return { states, isWhole: list.length < MOST };
}

interface Verification {
  status: string | null;
  dateCreated: Date | null;
  rejectionReason: string | null;
  rejectionReasons: unknown;
}

function verificationState({ status, dateCreated, ...rejection }: Verification): Registration {
  const of = 'toll-free';
  switch (status?.toUpperCase()) {
    case 'TWILIO_APPROVED':
      return { kind: 'registered', of };
    case 'PENDING_REVIEW':
    case 'IN_REVIEW':
      return { kind: 'in-review', of, since: timeOf(dateCreated) };
    case 'TWILIO_REJECTED':
      return {
        kind: 'rejected',
        of,
        reason: wordsOf(rejection.rejectionReason) ?? reasonIn(rejection.rejectionReasons),
      };
    default:
      return { kind: 'unsaid', of };
  }
}

/** One that was rejected is submitted again beside the first. */
const order: readonly Registration['kind'][] = ['registered', 'in-review', 'suspended', 'rejected', 'unsaid'];

function furthest(all: readonly Registration[]): Registration | undefined {
  return all.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0];
}

function timeOf(date: Date | null): string | null {
  return date instanceof Date && !Number.isNaN(date.getTime()) ? date.toISOString() : null;
}

const LONGEST_REASON = 300;

function wordsOf(value: unknown): string | null {
  const words = typeof value === 'string' ? value.trim() : '';
  return words === '' ? null : words.slice(0, LONGEST_REASON);
}

/** The first of a list of errors, each with words of some name. */
function reasonIn(errors: unknown): string | null {
  const first: unknown = Array.isArray(errors) ? errors[0] : null;
  if (typeof first !== 'object' || first === null) return wordsOf(first);
  const { description, message, reason, error_code: code } = first as Record<string, unknown>;
  return wordsOf(description) ?? wordsOf(message) ?? wordsOf(reason) ?? (code === undefined ? null : `Error ${code}`);
}

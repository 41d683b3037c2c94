// Reads who is opted out or in, with the evidence, for pages and for files.
import type {
  ConsentCursor,
  ConsentSearch,
  Evidence,
  ListedConsent,
  ListedState,
} from '../../domain/consent/consent-list.ts';
import { personOf } from '../../domain/numbers/person.ts';
import { type EvidenceSearch, findListed, listConsents, listEvidence } from '../../store/texts/consent-lists.ts';
import type { Storing } from '../context.ts';

/** The evidence of one person that a page shows; a file has all of it. */
const MOST_SHOWN = 200;
const FILE_ROWS = 1_000;

export interface ConsentPage {
  listed: ListedConsent[];
  /** Where older ones begin; null at the end. */
  older: ConsentCursor | null;
}

export async function readConsents(
  ctx: Storing,
  workspaceId: string,
  search: ConsentSearch,
  limit: number,
): Promise<ConsentPage> {
  const found = await listConsents(ctx.db, workspaceId, search, limit + 1);
  const listed = found.slice(0, limit);
  const last = listed.at(-1);
  return { listed, older: found.length > limit && last ? { at: last.at, address: last.address } : null };
}

export interface ConsentOfPerson {
  /** Null for somebody of whom no word is kept. */
  state: ListedState | null;
  /** Agents alone made the stops that stand, so that one can undo them. */
  mayResume: boolean;
  /** As in the list. */
  blockedBy: readonly string[];
  /** Newest first. */
  evidence: Evidence[];
}

export async function readPerson(ctx: Storing, workspaceId: string, address: string): Promise<ConsentOfPerson> {
  const [listed, evidence] = await Promise.all([
    findListed(ctx.db, workspaceId, addressesOf(address)),
    readEvidence(ctx, workspaceId, address, MOST_SHOWN),
  ]);
  const { state = null, isByHand: mayResume = false, blockedBy = [] } = listed ?? {};
  return { state, mayResume, blockedBy, evidence };
}

/** The evidence of one person, the newest first. */
export function readEvidence(ctx: Storing, workspaceId: string, address: string, most: number): Promise<Evidence[]> {
  const ofPerson = { addresses: addressesOf(address), since: null, until: null, after: null, isNewestFirst: true };
  return listEvidence(ctx.db, workspaceId, ofPerson, most);
}

/** All evidence of a number, a period, or of everybody, oldest first, read in pieces. */
export async function* evidenceIn(
  ctx: Pick<Storing, 'db'>,
  workspaceId: string,
  { address, since, until }: { address: string | null; since: Date | null; until: Date | null },
): AsyncGenerator<Evidence> {
  const addresses = address === null ? null : addressesOf(address);
  let after: EvidenceSearch['after'] = null;
  for (;;) {
    const rows: Evidence[] = await listEvidence(ctx.db, workspaceId, { addresses, since, until, after }, FILE_ROWS);
    yield* rows;
    const last = rows.at(-1);
    if (rows.length < FILE_ROWS || !last) return;
    after = { id: last.id, at: last.at };
  }
}

/** An agent's word is kept for the person, whichever form of the number they use. */
function addressesOf(address: string): string[] {
  return [...new Set([address, personOf(address)])];
}

// Decides which companies of a record are written, and which memberships begin and end.
import type { CompanyRecord } from './record.ts';

/** A company that the sync wrote before. */
export interface KnownCompany {
  /** Intercom's own id of it. */
  intercomId: string;
  /** Tells whether the values changed since they were written; empty for one that was only named. */
  hash: string;
}

/** A membership in Intercom. */
export interface Membership {
  /** Intercom's own id of the company. */
  intercomId: string;
  /** The id that the workspace's own system gave it. */
  companyId: string;
}

export interface MembershipPlan {
  write: CompanyRecord[];
  /** Ids in the workspace's own system. */
  attach: string[];
  detach: Membership[];
}

/**
 * An owned company is written where its values changed, any other only so that it exists. A membership ends only in a company
 * that the sync knows: others were added by people.
 */
export function planMemberships(
  companies: readonly CompanyRecord[],
  known: ReadonlyMap<string, KnownCompany>,
  attached: readonly Membership[],
  hashOf: (company: CompanyRecord) => string,
): MembershipPlan {
  const current = new Set(companies.map(({ id }) => id));
  const standing = new Set(attached.map(({ companyId }) => companyId));
  return {
    write: companies.filter((company) => {
      const before = known.get(company.id);
      return before === undefined || (company.isOwned && before.hash !== hashOf(company));
    }),
    attach: companies.filter(({ id }) => !standing.has(id)).map(({ id }) => id),
    detach: attached.filter(({ companyId }) => !current.has(companyId) && known.has(companyId)),
  };
}

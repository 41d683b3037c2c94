// Findings about Intercom: access, permissions, the rate limit, and attributes or tags that it does not take.
import type { AttributeTrouble } from '../../contact-attributes.ts';
import type { Permission } from '../../permission.ts';
import type { VendorTrouble } from '../../vendor-trouble.ts';

export type IntercomFound =
  | { check: 'intercom'; kind: 'answers' | 'pausing' }
  | { check: 'intercom'; kind: 'away'; trouble: VendorTrouble }
  /** `since`: null where this is the first refusal. `isPrivate`: the token comes from the environment. */
  | { check: 'intercom'; kind: 'refused'; since: string | null; isPrivate: boolean }
  | { check: 'intercom'; kind: 'not-connected'; isPrivate: boolean }
  | PermissionFound
  | AttributesFound
  /** Calls in the current window of ten seconds. */
  | { check: 'pace'; kind: 'room' | 'scarce'; left: number; limit: number };

export type PermissionFound =
  | { check: 'permission'; kind: 'all-allowed' }
  | { check: 'permission'; kind: 'plan-lapsed'; last: string }
  /** `of`: what lacks; a call that we do not know is named as it is. */
  | { check: 'permission'; kind: 'lacking'; of: LackingPermission; last: string; isPrivate: boolean };

/** `name`: what Intercom calls it in the Developer Hub. Null where Intercom documents no permission. */
export type LackingPermission =
  | { permission: Permission; name: string | null }
  | { permission: null; operation: string };

export type AttributesFound =
  /** `names`: as Intercom spells them. */
  | { check: 'attributes'; kind: 'not-written'; names: readonly string[]; why: readonly AttributeTrouble[] }
  | { check: 'attributes'; kind: 'tag-refused'; tag: string };

// The rows of evidence: what requests and reading show of each workspace's set-up.
import type { Generated, JSONColumnType } from 'kysely';
import type { Finding } from '../../../domain/doctor/finding.ts';
import type { Kept, KeptBefore } from '../../../domain/doctor/kept.ts';
import type { Json, Time } from './columns.ts';

export interface QuarantineTable {
  workspace_id: string;
  id: string;
  sealed: string;
  /** A hash of the request and its signature. */
  digest: string | null;
  at: Time;
  /** A hash of the network that it came from. */
  source: Generated<string>;
  /** 'signed', 'known', 'unasked' or 'denied'. */
  standing: Generated<string>;
  signed_base: string | null;
  /** The signed path, where it differs from the path that came. */
  other_path: string | null;
  /** The id of the shared key that the request names. */
  key_id: string | null;
  /** A hash of the tokens and addresses with which it was checked. */
  checked_with: string | null;
}

export interface TopicArrivalTable {
  workspace_id: string;
  topic: string;
  at: Time;
}

export interface SightingTable {
  workspace_id: string;
  what: string;
  at: Time;
}

export interface ForbiddenCallTable {
  workspace_id: string;
  vendor: string;
  operation: string;
  code: string | null;
  at: Time;
}

export interface ExaminationTable {
  workspace_id: string;
  /** Findings that the version before wrote; empty once this one has examined the workspace. */
  findings: JSONColumnType<KeptBefore[]>;
  found: Json<Kept[] | null>;
  /** The findings that are not fine; null where the version before examined the workspace. */
  open: Json<Finding[] | null>;
  at: Time;
}

export interface RefusalTable {
  workspace_id: string;
  route: string;
  reason: string;
  minute: Time;
  times: number;
}

export interface CatchUpTable {
  workspace_id: string;
  id: string;
  reason: string;
  since: Time;
  until: Time;
  asked_at: Time;
  resume_at: Time;
  pass: Generated<number>;
  cursor: string | null;
  pages: Generated<number>;
  reads: Generated<number>;
  replies: Generated<number>;
  texts: Generated<number>;
  moves: Generated<number>;
  unread: Generated<number>;
  is_cut: Generated<boolean>;
  ended_at: Date | null;
}

export interface MissedTopicTable {
  workspace_id: string;
  topic: string;
  at: Time;
}

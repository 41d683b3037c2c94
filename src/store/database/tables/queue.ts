// The rows beside the queue library's own.
import type { JSONColumnType } from 'kysely';
import type { Time } from './columns.ts';

export interface DeadLetterTable {
  workspace_id: string;
  id: string;
  queue: string;
  key: string;
  data: JSONColumnType<Record<string, unknown>>;
  reason: string;
  attempts: number;
  enqueued_at: Time;
  buried_at: Time;
}

/** When each piece of recurring work was last begun. */
export interface RecurringTurnTable {
  name: string;
  taken_at: Date;
}

export interface HeartbeatTable {
  name: string;
  at: Time;
}

// The rows of endpoints, and of the events that each is told. Triggers add the events (migrations/20261201T0339).
import type { Generated } from 'kysely';
import type { Json, Time } from './columns.ts';

export interface EndpointTable {
  workspace_id: string;
  id: string;
  url: string;
  events: string[];
  /** Sealed. */
  secret: string;
  created_at: Time;
  /** Null while it answers. */
  failing_since: Date | null;
  /** Rounds in a row in which nothing got through. */
  failures: Generated<number>;
  failure: string | null;
  rests_until: Date | null;
  /** A process sends to it until then at the latest. */
  claimed_until: Date | null;
  off_since: Date | null;
}

export interface EndpointEventTable {
  workspace_id: string;
  endpoint_id: string;
  seq: Generated<string>;
  id: Generated<string>;
  type: string;
  /** Events of one subject go in their order: a customer's address, or nothing for the doctor's. */
  subject: string;
  message_id: string | null;
  /** The text's state and error at that moment. */
  state: string | null;
  error_code: number | null;
  told: Json<object | null>;
  at: Time;
  status: string;
  tries: Generated<number>;
  first_tried_at: Date | null;
  next_at: Date | null;
  /** The status of the last answer. */
  answered: number | null;
  failure: string | null;
  settled_at: Date | null;
  expires_at: Time;
}

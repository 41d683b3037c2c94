// The rows of files and of their bytes.
import type { Generated } from 'kysely';
import type { Time } from './columns.ts';

export interface FileTable {
  workspace_id: string;
  id: string;
  subject: string;
  position: number;
  direction: string;
  message_id: string | null;
  source: string;
  claimed_type: string;
  type: string | null;
  name: string | null;
  size: number | null;
  width: Generated<number | null>;
  height: Generated<number | null>;
  words: string | null;
  state: string;
  problem: string | null;
  state_at: Time;
  attempted_at: Date | null;
  told: Generated<boolean>;
  part_id: string | null;
  created_at: Time;
}

export interface FilePieceTable {
  workspace_id: string;
  file_id: string;
  no: number;
  bytes: Buffer;
}

// One page of the history as its view gets it: the lines of a workspace, newest first, of everybody or of one person.
import type { HistoryLine } from './history.ts';

export const historyPageSize = 50;

/** The value that asks for the lines of the service itself, beside the ids of members. */
export const serviceItself = 'service';

export interface HistoryPage {
  /** `who`: null for the service itself. */
  lines: readonly { at: Date; who: string | null; line: HistoryLine }[];
  /** The cursor of the older lines; null where there are none. */
  older: string | null;
  /** False on pages of older lines. */
  isNewest: boolean;
  /** The id of the member whose lines are listed, or `serviceItself`; null: everybody's. */
  by: string | null;
  /** Everybody who has signed in here. */
  people: readonly { id: string; name: string }[];
}

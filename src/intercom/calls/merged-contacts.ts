// Follows merged contacts to the contact that each became.
import { IntercomError } from './errors.ts';

/** Intercom itself follows three; a contact that was merged more often is found step by step. */
const MOST_STEPS = 5;

/** Calls `work` with the contact, or with the one that it was merged into. Throws where the trail ends or turns back. */
export async function atContact<T>(id: string, act: (id: string) => Promise<T>): Promise<T> {
  const seen = new Set<string>();
  for (let at = id; ; ) {
    seen.add(at);
    try {
      return await act(at);
    } catch (error) {
      const next = movedTo(error);
      if (next === null || seen.has(next) || seen.size > MOST_STEPS) throw error;
      at = next;
    }
  }
}

/** The contact that the refused one was merged into; null where Intercom names none. */
export function movedTo(error: unknown): string | null {
  return error instanceof IntercomError ? error.movedTo : null;
}

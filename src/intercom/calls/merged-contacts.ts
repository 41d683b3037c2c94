// Contacts that were merged: Intercom says where each went, and whoever asks for one is led there.
import { IntercomError } from './errors.ts';

/** Intercom itself follows three; a contact that was merged more often is found step by step. */
const MOST_STEPS = 5;

/** Does it with the contact, or with the one that it was merged into, however often. Throws where the trail ends or turns back. */
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

/** Where the contact that a refusal was about went; null where it was not merged, as far as is said. */
export function movedTo(error: unknown): string | null {
  return error instanceof IntercomError ? error.movedTo : null;
}

// Waits for a vendor only as long as a person would.

/** Intercom's own patience with the panel is not documented. */
const PATIENCE_MS = 1_500;

/** Gives up on an answer that people would wait too long for. Throws then, and when the work fails. */
export async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('No answer came while somebody could wait for it.')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

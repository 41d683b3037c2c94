// Waits for a vendor only as long as a person would.

/** Intercom's own patience with the panel is not documented. */
const PATIENCE_MS = 1_500;

/** Gives up on an answer that somebody would wait too long for. Throws `late` then, and when the work fails. */
export async function inTime<T>(
  work: Promise<T>,
  patienceMs = PATIENCE_MS,
  late: () => Error = unanswered,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), patienceMs);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

function unanswered(): Error {
  return new Error('No answer came while somebody could wait for it.');
}

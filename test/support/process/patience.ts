// Waiting for processes that start and die in real time, in pauses of random length.

/** Tries until the answer is a success. */
export async function insist(call: () => Promise<Response>): Promise<void> {
  // Pauses, so that the tries leave the service time to start.
  await eventually(async () => {
    try {
      return (await call()).ok;
    } catch {
      return false;
    }
  }, 150);
}

export async function eventually(check: () => boolean | Promise<boolean>, pauseMs = 20): Promise<void> {
  const deadline = Date.now() + 200_000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error('What was waited for did not happen within 200 s.');
    await afterRandomTime(pauseMs, 2 * pauseMs);
  }
}

export function afterRandomTime(least: number, most: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, least + Math.random() * (most - least)));
}

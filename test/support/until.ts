// Waiting in real time, where another process or a real clock is part of the story: until a fact holds, never for a while.

/** Asks again and again; rejects with `what` when it does not hold within `withinMs`. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

// Waits for Ctrl+C or SIGTERM, for a verb that goes on until then.

export async function untilSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    // Node ends a process that waits for signals alone.
    const awake = setInterval(() => {}, 60_000);
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        clearInterval(awake);
        resolve();
      });
  });
}

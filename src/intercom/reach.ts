// Asks a host of Intercom for any answer, without a token.

const TIMEOUT_MS = 5_000;

/** Null where it answers, whatever it says; otherwise the cause. */
export async function reach(apiUrl: string): Promise<string | null> {
  try {
    const response = await fetch(`${apiUrl}/me`, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    return null;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error && cause.message !== '' ? cause.message : String(cause);
  }
}

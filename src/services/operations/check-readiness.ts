// Checks that the service can do its work now.
import type { Silence, Unready } from '../../domain/readiness.ts';
import { UnusableDatabaseError } from '../../domain/unusable-database.ts';
import type { Storing } from '../context.ts';

const PATIENCE_MS = 2_000;

/** Everything that keeps the service from its work; empty when it is ready. */
export async function checkReadiness(ctx: Storing): Promise<Unready[]> {
  const [database, queue] = await Promise.all([silenceOf(() => ctx.database.ping()), silenceOf(() => ctx.jobs.ping())]);
  return [
    ...(database ? [{ kind: 'database-silent', why: database } as const] : []),
    ...(queue ? [{ kind: 'queue-silent', why: queue } as const] : []),
  ];
}

async function silenceOf(ping: () => Promise<void>): Promise<Silence | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Silence>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'late', seconds: PATIENCE_MS / 1000 }), PATIENCE_MS);
  });
  try {
    return await Promise.race([ping().then(() => null), late]);
  } catch (error) {
    if (error instanceof UnusableDatabaseError) return { kind: 'unusable', reason: error.reason };
    return { kind: 'failed', said: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

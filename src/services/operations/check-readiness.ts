// Whether the service can do its work now, and if not, what is wrong.
import type { Storing } from '../context.ts';

/** Each problem is a sentence. */
export interface Readiness {
  ready: boolean;
  problems: string[];
}

const PATIENCE_MS = 2_000;

export async function checkReadiness(ctx: Storing, expectations: readonly (() => string | null)[]): Promise<Readiness> {
  const [database, queue] = await Promise.all([
    problemOf('The database does not answer', () => ctx.database.ping()),
    problemOf('The job queue does not answer', () => ctx.jobs.ping()),
  ]);
  const problems = [database, queue, ...expectations.map((expect) => expect())].filter((problem) => problem !== null);
  return { ready: problems.length === 0, problems };
}

async function problemOf(what: string, check: () => Promise<void>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  });
  try {
    await Promise.race([check(), late]);
    return null;
  } catch (error) {
    return `${what}: ${error instanceof Error ? error.message : String(error)}.`;
  } finally {
    clearTimeout(timer);
  }
}

// How a command ends: what it prints, and a sentence with an exit code when it cannot do its work.
import { ConfigError } from '../config.ts';
import { FolderInUseError } from '../lib/folder-lock.ts';
import { UnfitServerError } from '../store/database/database-server.ts';
import { ClusterError } from '../store/database/embedded/cluster.ts';
import { NoProgramsError } from '../store/database/embedded/programs.ts';
import { ServerUserError } from '../store/database/embedded/server-user.ts';

/** Something the caller can mend by calling differently. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** `work` may end in an exit code; `failureCode` says that it could not be done at all. */
export async function runCommand(
  work: (print: (line: string) => void) => Promise<number | undefined>,
  { failureCode = 1 } = {},
): Promise<void> {
  try {
    process.exit((await work((line) => process.stdout.write(`${line}\n`))) ?? 0);
  } catch (error) {
    process.stderr.write(`${wordsFor(error)}\n`);
    process.exit(failureCode);
  }
}

/** A sentence for what the caller can mend; for anything else where it happened. */
export function wordsFor(error: unknown): string {
  const isExpected = [
    ...[ConfigError, FolderInUseError, UnfitServerError, UsageError],
    ...[ClusterError, NoProgramsError, ServerUserError],
  ].some((kind) => error instanceof kind);
  return error instanceof Error && isExpected
    ? error.message
    : String((error instanceof Error && error.stack) || error);
}

// What is printed where a command or the service cannot do its work.
import { ConfigError } from '../config.ts';
import { FolderInUseError } from '../lib/folder-lock.ts';
import { UnfitServerError } from '../store/database/database-server.ts';
import { ClusterError } from '../store/database/embedded/cluster.ts';
import { NoProgramsError } from '../store/database/embedded/programs.ts';
import { ServerUserError } from '../store/database/embedded/server-user.ts';
import { UsageError } from './outcome.ts';

/** A sentence for what the caller can put right; for anything else where it happened. */
export function wordsFor(error: unknown): string {
  const isExpected = [
    ...[ConfigError, FolderInUseError, UnfitServerError, UsageError],
    ...[ClusterError, NoProgramsError, ServerUserError],
  ].some((kind) => error instanceof kind);
  return error instanceof Error && isExpected
    ? error.message
    : String((error instanceof Error && error.stack) || error);
}

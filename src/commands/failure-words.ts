// Finds the words for an error that ends a command or the service.
import { ConfigError } from '../config.ts';
import { AppError } from '../domain/errors.ts';
import { UnusableDatabaseError } from '../domain/unusable-database.ts';
import { refusedPort } from '../lib/free-port.ts';
import { silenceOf } from '../store/database/silence.ts';
import { tellReason } from '../words/errors.ts';
import { complaints } from '../words/operator/commands.ts';
import { databaseSilent, unusableDatabase } from '../words/operator/database.ts';
import { say } from '../words/say.ts';
import { FailedCommandError, UsageError } from './outcome.ts';

/** A sentence where the caller can fix the cause, otherwise the stack. */
export function wordsFor(error: unknown): string {
  if (error instanceof UnusableDatabaseError) return say(unusableDatabase, error.reason);
  if (error instanceof AppError) return tellReason(error.reason);
  if (error instanceof ConfigError || error instanceof UsageError || error instanceof FailedCommandError)
    return error.message;
  const refused = refusedPort(error);
  if (refused?.why === 'taken') return complaints.portTaken(refused.port);
  if (refused?.why === 'forbidden') return complaints.portForbidden(refused.port);
  const silence = silenceOf(error);
  if (silence !== null) return databaseSilent(silence);
  return String((error instanceof Error && error.stack) || error);
}

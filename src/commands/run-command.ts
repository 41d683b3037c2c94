// How a command ends: what it prints, and a sentence with exit code 1 when it cannot do its work.
import { ConfigError } from '../config.ts';
import { FolderInUseError } from '../lib/folder-lock.ts';

/** Something the caller can mend by calling differently. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export async function runCommand(work: (print: (line: string) => void) => Promise<void>): Promise<void> {
  try {
    await work((line) => process.stdout.write(`${line}\n`));
    process.exit(0);
  } catch (error) {
    const expected = error instanceof ConfigError || error instanceof FolderInUseError || error instanceof UsageError;
    process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  }
}

// Runs as `npm run make-migration -- NAME`.
import { makeMigration } from './migration.ts';

try {
  // npm sets the current folder to the package's.
  const { file, list } = makeMigration(process.cwd(), process.argv[2] ?? '', new Date());
  process.stdout.write(`Made ${file} and its row in ${list}.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

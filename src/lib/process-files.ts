// Files that a process leaves while it runs, for others of the same user on this machine to find.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Writes the file that others find under this name, readable for its user alone. Returns what takes it away. */
export function leaveFile(name: string, text: string): () => void {
  const file = path.join(os.tmpdir(), `${name}.${process.pid}`);
  fs.rmSync(file, { force: true });
  fs.writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  return () => fs.rmSync(file, { force: true });
}

/** The newest file that a running process left under this name; undefined: none did. Another user's does not count. */
export function findFile(name: string): string | undefined {
  const found = fs
    .readdirSync(os.tmpdir())
    .flatMap((entry) => {
      const pid = entry.startsWith(`${name}.`) ? Number(entry.slice(name.length + 1)) : Number.NaN;
      return Number.isInteger(pid) && isRunning(pid) ? [path.join(os.tmpdir(), entry)] : [];
    })
    .map((file) => ({ file, stat: fs.lstatSync(file, { throwIfNoEntry: false }) }))
    .filter(({ stat }) => stat?.isFile() && (process.getuid === undefined || stat.uid === process.getuid()));
  found.sort((a, b) => (b.stat?.mtimeMs ?? 0) - (a.stat?.mtimeMs ?? 0));
  return found[0]?.file;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

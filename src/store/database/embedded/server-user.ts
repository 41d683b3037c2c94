// Who the embedded server runs as: PostgreSQL refuses root, and the files belong to one user from the first start on.
import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export interface User {
  uid: number;
  gid: number;
}

/** Numbers that Linux distributions give to nobody (systemd, "Users, Groups, UIDs and GIDs"); containers often have 65,536. */
const FIRST_UNUSED = 60_578;
const LAST_UNUSED = 61_183;

export class ServerUserError extends Error {
  override name = 'ServerUserError';
}

/**
 * Null: the service's own user. For root, the user that owns `files`, and where root does or there are none yet, one that
 * owns nothing else. Throws a sentence where `files` are another user's.
 */
export function serverUser(dataDir: string, files: string): User | null {
  const own = process.getuid?.();
  if (own === undefined) return null;
  const owner = fs.existsSync(files) ? fs.statSync(files) : null;
  if (own !== 0) {
    if (owner !== null && owner.uid !== own)
      throw new ServerUserError(
        `The database in ${files} belongs to the user with the number ${owner.uid}, and this is ${own}: start Threadwire as that user, or as root, or give it another DATA_DIR.`,
      );
    return null;
  }
  // The server needs the way through this folder, and no more of it.
  fs.chmodSync(dataDir, fs.statSync(dataDir).mode | 0o011);
  if (process.platform !== 'linux' && !isOpenToOthers(dataDir))
    throw new ServerUserError(
      `PostgreSQL does not run as root, and only root may pass through to ${dataDir}: set DATA_DIR to a folder that lies elsewhere, or start Threadwire as another user.`,
    );
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const id = unusedId();
  return { uid: id, gid: id };
}

/** A user that the system knows by name, as the program that makes clusters wants one; not root. */
export function namedUser(): User {
  const users = knownUsers().filter(({ uid }) => uid !== 0);
  const user = users.find(({ name }) => name === 'nobody') ?? users[0];
  if (!user)
    throw new ServerUserError(
      'PostgreSQL does not run as root, and /etc/passwd names no other user: set DATABASE_URL, or start Threadwire as another user.',
    );
  return { uid: user.uid, gid: user.gid };
}

/** Gives a folder and all that is in it to `user`. */
export function giveTo(user: User, folder: string): void {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) fs.lchownSync(path.join(entry.parentPath, entry.name), user.uid, user.gid);
  fs.lchownSync(folder, user.uid, user.gid);
}

/** Whether every user may pass through a folder and all that it lies in. */
export function isOpenToOthers(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((fs.statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/**
 * How PostgreSQL's programs are told the folder that they are started in. Run as another user, they may not pass through the
 * folders above it: Linux leads a process to where it stands all the same. Source: man 5 proc, /proc/pid/cwd.
 */
export function nameOfFolder(folder: string, user: User | null): string {
  return user !== null && process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

function unusedId(): number {
  const used = new Set(knownUsers().map(({ uid }) => uid));
  const free = Array.from({ length: LAST_UNUSED - FIRST_UNUSED + 1 }, (_, index) => FIRST_UNUSED + index).filter(
    (id) => !used.has(id),
  );
  return free[randomInt(free.length)] ?? FIRST_UNUSED;
}

function knownUsers(): { name: string; uid: number; gid: number }[] {
  const lines = fs.readFileSync('/etc/passwd', 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [name = '', , uid, gid] = line.split(':');
    return uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

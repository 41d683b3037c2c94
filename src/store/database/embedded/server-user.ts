// Chooses the user that the embedded server runs as: PostgreSQL refuses root, and its files belong to one user for good.
import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { UnusableDatabaseError } from '../../../domain/unusable-database.ts';

export interface User {
  uid: number;
  gid: number;
}

/** Ids that Linux distributions leave free (systemd, "Users, Groups, UIDs and GIDs"); containers often have 65,536. */
const FIRST_UNUSED = 60_578;
const LAST_UNUSED = 61_183;

/**
 * Null means the service's own user. For root it is the owner of `files`, or a user that owns nothing else where root owns
 * them or there are none yet. Throws where `files` belong to another user.
 */
export function serverUser(dataDir: string, files: string): User | null {
  const own = process.getuid?.();
  if (own === undefined) return null;
  const owner = fs.existsSync(files) ? fs.statSync(files) : null;
  if (own !== 0) {
    if (owner !== null && owner.uid !== own)
      throw new UnusableDatabaseError({ kind: 'files-of-other-user', files, owner: owner.uid, user: own });
    return null;
  }
  // The server has to pass through this folder, and may do nothing else in it.
  fs.chmodSync(dataDir, fs.statSync(dataDir).mode | 0o011);
  if (process.platform !== 'linux' && !isOpenToOthers(dataDir))
    throw new UnusableDatabaseError({ kind: 'root-cut-off', dataDir });
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const id = unusedId();
  return { uid: id, gid: id };
}

/** A user that the system knows by name, as the program that makes clusters wants one; not root. */
export function namedUser(): User {
  const users = knownUsers().filter(({ uid }) => uid !== 0);
  const user = users.find(({ name }) => name === 'nobody') ?? users[0];
  if (!user) throw new UnusableDatabaseError({ kind: 'root-alone' });
  return { uid: user.uid, gid: user.gid };
}

/** Gives a folder and all that is in it to `user`. */
export function giveTo(user: User, folder: string): void {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) fs.lchownSync(path.join(entry.parentPath, entry.name), user.uid, user.gid);
  fs.lchownSync(folder, user.uid, user.gid);
}

/** Every user may pass through the folder and through all folders above it. */
export function isOpenToOthers(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((fs.statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/**
 * PostgreSQL's programs get this name for the folder that they are started in. As another user they may not pass through the
 * folders above it, but Linux lets a process enter the folder where it stands. Source: man 5 proc, /proc/pid/cwd.
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

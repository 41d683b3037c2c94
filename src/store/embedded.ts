// The embedded database: PGlite on files, made durable and kept from being opened twice.
import fs from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { type FolderLock, lockFolder } from '../lib/folder-lock.ts';

/**
 * PGlite's file system with a working fsync. PGlite starts PostgreSQL with fsync off and its file
 * system has no fsync of its own, so a commit would survive a killed process but not a power cut.
 * This leans on PGlite's inside: its version is pinned exactly and a test counts the fsyncs.
 */
class DurableFiles extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): Promise<Awaited<ReturnType<NodeFS['init']>>> {
    const result = await super.init(...args);
    const emscripten = result.emscriptenOpts as { preRun: ((module: EmscriptenModule) => void)[] };
    emscripten.preRun.push((module) => {
      module.NODEFS.stream_ops.fsync = (stream) => {
        fs.fsyncSync(stream.nfd);
        return 0;
      };
    });
    return result;
  }
}

interface EmscriptenModule {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } };
}

/** An open embedded database and the lock on its folder. */
export interface Embedded {
  pglite: PGlite;
  lock: FolderLock;
}

/** Opens (and at first makes) the database in `dataDir`; throws a sentence when another process has it. */
export async function openEmbedded(dataDir: string): Promise<Embedded> {
  fs.mkdirSync(dataDir, { recursive: true });
  const lock = await lockFolder(dataDir);
  try {
    const startParams = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F');
    startParams.push('-c', 'wal_sync_method=fsync', '-c', 'shared_buffers=32MB', '-c', 'random_page_cost=1.1');
    const pglite = await PGlite.create({ fs: new DurableFiles(`${dataDir}/database`), startParams });
    return { pglite, lock };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

// Keeps an embedded server running while it is open: starts it again whenever it ends.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type UnusableDatabase, UnusableDatabaseError } from '../../../domain/unusable-database.ts';
import { askServer, type ServerFiles, startServer } from './server.ts';
import { type ServerAddress, urlOf } from './server-address.ts';

const ASK_AGAIN_MS = 20;

/** The pause between attempts to start a server: the first one, and the longest. */
const AGAIN_MS = 100;
const AGAIN_RAREST_MS = 30_000;

/** Holds a connection to the server, and starts the server again when that connection breaks and nobody ended it. */
export class Keeper {
  readonly #server: ServerFiles;
  readonly #address: ServerAddress;
  readonly #onError: (error: Error) => void;
  /** The connection that watches the server, or null where there is none. */
  #watching: Promise<pg.Client | null> = Promise.resolve(null);
  #isEnding = false;
  readonly #kept: Promise<void>;
  readonly #stopped = new AbortController();
  unusable: UnusableDatabase | null = null;

  constructor(server: ServerFiles, address: ServerAddress, onError: (error: Error) => void) {
    this.#server = server;
    this.#address = address;
    this.#onError = onError;
    this.#kept = this.#keepRunning();
  }

  /** After this call the server may end. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.#stopped.abort();
    // A connection can be ended only once it is made.
    await (await this.#watching)?.end();
    await this.#kept;
  }

  async #keepRunning(): Promise<void> {
    while (!this.#isEnding) {
      await this.#watch();
      if (!this.#isEnding) await this.#recover();
    }
  }

  /** Resolves when the connection ends, or when none can be made. */
  async #watch(): Promise<void> {
    const client = new pg.Client({
      connectionString: urlOf(this.#address, this.#server.files, 'postgres'),
      application_name: 'threadwire watch',
      keepAlive: true,
    });
    const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
    client.on('error', () => {});
    this.#watching = client.connect().then(
      () => client,
      () => null,
    );
    if ((await this.#watching) !== null) return ended;
    // The next step finds out why. It may be only that no connection is left.
    await this.#pauseFor(AGAIN_MS);
  }

  /** Resolves once the server answers, which may be at once: it may have ended only the connection. */
  async #recover(): Promise<void> {
    for (let pauseMs = AGAIN_MS; !this.#isEnding; pauseMs = Math.min(AGAIN_RAREST_MS, pauseMs * 2)) {
      try {
        if (await this.#isBack()) return this.#noteBack();
      } catch (error) {
        // The processes of a killed server end a moment later; a full disk takes longer.
        const said = error instanceof Error ? error.message : String(error);
        this.#noteReason(error instanceof UnusableDatabaseError ? error.reason : { kind: 'failing', said });
        await this.#pauseFor(pauseMs);
      }
    }
  }

  async #isBack(): Promise<boolean> {
    for (;;) {
      const answer = await askServer(this.#address, this.#server.files);
      if (answer === 'ready' || this.#isEnding) return true;
      this.#noteReason({ kind: answer === 'gone' ? 'restarting' : 'recovering' });
      if (answer === 'gone') await startServer(this.#server, this.#address);
      else await this.#pauseFor(ASK_AGAIN_MS);
    }
  }

  #noteReason(reason: UnusableDatabase): void {
    if (JSON.stringify(reason) === JSON.stringify(this.unusable)) return;
    this.unusable = reason;
    this.#onError(new UnusableDatabaseError(reason));
  }

  #noteBack(): void {
    if (this.unusable !== null) this.#onError(new Error('The embedded PostgreSQL can be used again.'));
    this.unusable = null;
  }

  #pauseFor(ms: number): Promise<void> {
    return pause(ms, undefined, { signal: this.#stopped.signal }).catch(() => {});
  }
}

// Keeps an embedded server running for as long as it is open: it hears of its end, and starts it again.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { askServer, type ServerFiles, startServer } from './server.ts';
import { type Place, urlOf } from './server-place.ts';

const ASK_AGAIN_MS = 20;

/** Between attempts to start a server that does not: at first, at the most. */
const AGAIN_MS = 100;
const AGAIN_RAREST_MS = 30_000;

/** Holds a connection to the server, and starts it again whenever it ended without being asked to. */
export class Keeper {
  readonly #server: ServerFiles;
  readonly #place: Place;
  readonly #onError: (error: Error) => void;
  /** Resolves to the connection that watches, or to null where it could not be made. */
  #watching: Promise<pg.Client | null> = Promise.resolve(null);
  #isEnding = false;
  readonly #kept: Promise<void>;
  readonly #stopped = new AbortController();
  problem: string | null = null;

  constructor(server: ServerFiles, place: Place, onError: (error: Error) => void) {
    this.#server = server;
    this.#place = place;
    this.#onError = onError;
    this.#kept = this.#keep();
  }

  /** From here on the server may end. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.#stopped.abort();
    // One that is still being made cannot be ended yet.
    await (await this.#watching)?.end();
    await this.#kept;
  }

  async #keep(): Promise<void> {
    while (!this.#isEnding) {
      await this.#watch();
      if (!this.#isEnding) await this.#recover();
    }
  }

  /** Resolves when the connection ends, or cannot be made. */
  async #watch(): Promise<void> {
    const client = new pg.Client({
      connectionString: urlOf(this.#place, this.#server.files, 'postgres'),
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
    // Why, is found out next; where there is only no connection left, soon is early enough.
    await this.#rest(AGAIN_MS);
  }

  /** Until the server answers. It may do so at once, and have only ended a connection. */
  async #recover(): Promise<void> {
    for (let pauseMs = AGAIN_MS; !this.#isEnding; pauseMs = Math.min(AGAIN_RAREST_MS, pauseMs * 2)) {
      try {
        if (await this.#isBack()) return this.#noteBack();
      } catch (error) {
        // A server that was killed leaves processes that end a moment later, and a full disk lasts longer.
        this.#note(error instanceof Error ? error.message : String(error));
        await this.#rest(pauseMs);
      }
    }
  }

  async #isBack(): Promise<boolean> {
    for (;;) {
      const answer = await askServer(this.#place, this.#server.files);
      if (answer === 'ready' || this.#isEnding) return true;
      this.#note(answer === 'gone' ? 'it ended and is started again' : 'it is starting again by itself');
      if (answer === 'gone') await startServer(this.#server, this.#place);
      else await this.#rest(ASK_AGAIN_MS);
    }
  }

  #note(what: string): void {
    const words = `The embedded PostgreSQL cannot be used: ${what}`;
    if (words === this.problem) return;
    this.problem = words;
    this.#onError(new Error(words));
  }

  #noteBack(): void {
    if (this.problem !== null) this.#onError(new Error('The embedded PostgreSQL can be used again.'));
    this.problem = null;
  }

  #rest(ms: number): Promise<void> {
    return pause(ms, undefined, { signal: this.#stopped.signal }).catch(() => {});
  }
}

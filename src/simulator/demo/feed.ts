// Server-sent events of the demo page: every open page gets the whole state whenever it has changed.
import type { ServerResponse } from 'node:http';

// Changes come in bursts: one text is a message, an exchange and a conversation within milliseconds.
const GATHER_MS = 30;
// The vendors announce no exchanges, deliveries of webhooks and tags, so the feed looks for them this often.
const LOOK_MS = 200;
const HEARTBEAT_MS = 15_000;

export class Feed {
  readonly #snapshot: () => string;
  readonly #viewers = new Set<ServerResponse>();
  /** Still reading an older state: they get the latest one afterwards and none between. */
  readonly #behind = new Set<ServerResponse>();
  #sent = '';
  #gathering: NodeJS.Timeout | undefined;
  #look: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(snapshot: () => string) {
    this.#snapshot = snapshot;
  }

  /** Takes over an answer whose headers are set; its first event is the state of now. */
  join(viewer: ServerResponse): void {
    // Pages that are open already must not miss a change that the new one begins with.
    this.#send();
    this.#viewers.add(viewer);
    viewer.on('close', () => this.#leave(viewer));
    viewer.on('drain', () => this.#behind.delete(viewer) && viewer.write(eventOf(this.#sent)));
    viewer.write(`retry: 1000\n${eventOf(this.#sent)}`);
    this.#look ??= setInterval(() => this.#send(), LOOK_MS);
    this.#heartbeat ??= setInterval(() => this.#beat(), HEARTBEAT_MS);
  }

  get isWatched(): boolean {
    return this.#viewers.size > 0;
  }

  /** Says that something has changed. */
  wake(): void {
    if (this.#viewers.size === 0) return;
    this.#gathering ??= setTimeout(() => this.#send(), GATHER_MS);
  }

  close(): void {
    for (const viewer of this.#viewers) viewer.destroy();
    this.#viewers.clear();
    this.#stopWatching();
  }

  #send(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    const state = this.#snapshot();
    if (state === this.#sent) return;
    this.#sent = state;
    this.#write(eventOf(state));
  }

  #write(text: string): void {
    for (const viewer of this.#viewers) {
      if (viewer.writableNeedDrain) this.#behind.add(viewer);
      else viewer.write(text);
    }
  }

  /** Sends a comment, so that no proxy closes a quiet line. */
  #beat(): void {
    for (const viewer of this.#viewers) if (!viewer.writableNeedDrain) viewer.write(': still here\n\n');
  }

  #leave(viewer: ServerResponse): void {
    this.#viewers.delete(viewer);
    this.#behind.delete(viewer);
    if (this.#viewers.size === 0) this.#stopWatching();
  }

  #stopWatching(): void {
    clearTimeout(this.#gathering);
    clearInterval(this.#look);
    clearInterval(this.#heartbeat);
    this.#gathering = undefined;
    this.#look = undefined;
    this.#heartbeat = undefined;
  }
}

function eventOf(state: string): string {
  return `event: state\ndata: ${state}\n\n`;
}

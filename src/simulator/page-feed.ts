// Server-sent events of the demo page: everybody who looks gets the whole state whenever something in it has changed.
import { PassThrough } from 'node:stream';

// Changes come in bursts: one text is a message, an exchange and a conversation within milliseconds.
const GATHER_MS = 30;
// What the vendors do not announce (exchanges, deliveries of webhooks, tags) is looked at in memory this often.
const LOOK_MS = 200;
const HEARTBEAT_MS = 15_000;

export class Feed {
  readonly #snapshot: () => string;
  readonly #viewers = new Set<PassThrough>();
  #sent = '';
  #gathering: NodeJS.Timeout | undefined;
  #look: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(snapshot: () => string) {
    this.#snapshot = snapshot;
  }

  /** A stream for the body of an answer of type `text/event-stream`; its first event is the state of now. */
  join(): PassThrough {
    const viewer = new PassThrough();
    this.#viewers.add(viewer);
    viewer.on('close', () => this.#leave(viewer));
    this.#sent = this.#snapshot();
    viewer.write(`retry: 1000\n${eventOf(this.#sent)}`);
    this.#look ??= setInterval(() => this.#send(), LOOK_MS);
    this.#heartbeat ??= setInterval(() => this.#write(': still here\n\n'), HEARTBEAT_MS);
    return viewer;
  }

  /** Something has changed. */
  wake(): void {
    if (this.#viewers.size === 0) return;
    this.#gathering ??= setTimeout(() => this.#send(), GATHER_MS);
  }

  close(): void {
    for (const viewer of this.#viewers) viewer.destroy();
    this.#viewers.clear();
    this.#rest();
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
      // A viewer that stopped reading comes back by itself and starts from the state of then.
      if (viewer.writableNeedDrain) viewer.destroy();
      else viewer.write(text);
    }
  }

  #leave(viewer: PassThrough): void {
    this.#viewers.delete(viewer);
    if (this.#viewers.size === 0) this.#rest();
  }

  #rest(): void {
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

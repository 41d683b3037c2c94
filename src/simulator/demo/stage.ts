// Holds the demo's scene, tells the open pages of its changes, and sets up a new one for a reset.
import { Refusal } from '../intercom/errors.ts';
import { Feed } from './feed.ts';
import type { DemoWorld } from './page-world.ts';
import { playMorning } from './scene/morning.ts';
import { Scene } from './scene/scene.ts';
import type { Task } from './task.ts';
import { pageState } from './view/state.ts';

/** Takes the world down and makes a new one in its place. */
export type Renew = () => Promise<DemoWorld>;

export class Stage {
  readonly #renew: Renew | undefined;
  readonly #feeds = new Map<string, Feed>();
  readonly #numberOf = numbering();
  #scene: Scene;
  #task: Task | null = null;

  constructor(world: DemoWorld, renew: Renew | undefined) {
    this.#renew = renew;
    for (const { workspaceId } of world.places)
      this.#feeds.set(workspaceId, new Feed(() => this.snapshot(workspaceId)));
    this.#scene = this.#begin(world);
  }

  get scene(): Scene {
    return this.#scene;
  }

  get numberOf(): (record: object) => number {
    return this.#numberOf;
  }

  snapshot(workspaceId: unknown): string {
    const scene = this.#scene;
    const mayReset = this.#renew !== undefined;
    return JSON.stringify(pageState(scene, workspaceId, { task: this.#task, mayReset, numberOf: this.#numberOf }));
  }

  feed(workspaceId: unknown): Feed | undefined {
    return this.#feeds.get(this.#scene.shownIn(workspaceId).view.place.workspaceId);
  }

  readonly changed = (): void => {
    for (const feed of this.#feeds.values()) feed.wake();
  };

  /** Back to the first state: the database, both pretend vendors and the phones. @throws Refusal while a task runs */
  async reset(): Promise<void> {
    const renew = this.#renew;
    if (!renew) throw new Refusal(409, 'unavailable', 'This demo has a database of yours: end it and start it again.');
    await this.#run({ kind: 'reset', done: 0, of: 1 }, async () => {
      const world = await renew();
      this.#scene.close();
      this.#scene = this.#begin(world);
    });
  }

  /** Forty customers at once. @throws Refusal while a task runs */
  async playMorning(workspaceId: unknown): Promise<void> {
    await this.#run({ kind: 'morning', done: 0, of: 1 }, (progress) =>
      playMorning(this.#scene, this.#scene.shownIn(workspaceId), progress),
    );
  }

  close(): void {
    this.#scene.close();
    for (const feed of this.#feeds.values()) feed.close();
  }

  #begin(world: DemoWorld): Scene {
    const isWatched = (): boolean => [...this.#feeds.values()].some((feed) => feed.isWatched);
    return new Scene(world, { isWatched, changed: this.changed });
  }

  async #run(task: Task, work: (progress: (done: number, of: number) => void) => Promise<void>): Promise<void> {
    if (this.#task) throw new Refusal(409, 'busy', 'One moment: the demo is still at work.');
    const tell = (next: Task | null): void => {
      this.#task = next;
      this.changed();
    };
    tell(task);
    try {
      await work((done, of) => tell({ ...task, done, of }));
    } finally {
      tell(null);
    }
  }
}

/** Gives each record a number of its own. */
function numbering(): (record: object) => number {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (record) => {
    const known = numbers.get(record);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(record, last);
    return last;
  };
}

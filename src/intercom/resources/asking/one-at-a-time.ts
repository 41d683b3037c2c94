// A thing that a workspace has once: whoever comes second waits until the first is done.

export class OneAtATime {
  #last: Promise<void> = Promise.resolve();

  /** Resolves when the caller may begin, to the function that lets the next one begin. */
  async enter(): Promise<() => void> {
    const before = this.#last;
    let leave = (): void => {};
    this.#last = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    return leave;
  }
}

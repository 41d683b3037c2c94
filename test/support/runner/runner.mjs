// The runner of the tests: jest-light-runner, with an answer for each process that asks for its configuration.
import Tinypool from 'tinypool';

/**
 * The runner has one channel for all its processes. The first that asks has the answer sent to all of them, also to those
 * that are still loading and do not listen yet, and they would wait for ever. A channel for each call answers the process that asks.
 */
class Answers {
  #send = () => {};
  #workerData;

  constructor(workerData) {
    this.#workerData = workerData;
  }

  onMessage(send) {
    this.#send = send;
  }

  postMessage(message) {
    if (message === 'jest-light-runner-get-worker-data')
      this.#send({ type: 'jest-light-runner-worker-data', workerData: this.#workerData });
  }
}

const { run } = Tinypool.prototype;
Tinypool.prototype.run = function runAnswered(task, options) {
  return run.call(this, task, { ...options, channel: new Answers(this.options.workerData) });
};

export { default } from 'jest-light-runner';

// Has the garbage of a long stream collected as it goes, so that a large file takes little memory.
import v8 from 'node:v8';
import vm from 'node:vm';

/** V8 waits for tens of megabytes of buffers otherwise. A collection of what is new takes a millisecond or two. */
const EVERY_BYTES = 2_000_000;

type Collector = (options: { type: 'minor' }) => void;

let collector: Collector | undefined;

/** V8 gives its collector to contexts that are made with the flag. Source: https://nodejs.org/api/cli.html, --expose-gc. */
function collectNew(): void {
  if (collector === undefined) {
    v8.setFlagsFromString('--expose-gc');
    collector = vm.runInNewContext('gc') as Collector;
    v8.setFlagsFromString('--no-expose-gc');
  }
  collector({ type: 'minor' });
}

/** The same chunks. Short streams have nothing collected. */
export async function* collectedEarly(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let since = 0;
  for await (const chunk of bytes) {
    yield chunk;
    since += chunk.length;
    if (since < EVERY_BYTES) continue;
    since = 0;
    collectNew();
  }
}

// Cuts a stream of bytes into pieces, so that one piece at a time is in memory.

/** Pieces of the same length, but for the last. An empty stream has none. */
export async function* inPieces(bytes: AsyncIterable<Uint8Array>, pieceBytes: number): AsyncIterable<Buffer> {
  let gathered: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    let rest = chunk;
    while (length + rest.length >= pieceBytes) {
      const taken = rest.subarray(0, pieceBytes - length);
      yield Buffer.concat([...gathered, taken], pieceBytes);
      rest = rest.subarray(taken.length);
      gathered = [];
      length = 0;
    }
    if (rest.length > 0) gathered.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(gathered, length);
}

/** The pieces that hold the bytes from `start` to before `end`, each with the bytes to take of it. */
export function* piecesOf(
  { start, end }: { start: number; end: number },
  pieceBytes: number,
): Iterable<{ no: number; start: number; end: number }> {
  for (let at = start; at < end; ) {
    const no = Math.floor(at / pieceBytes);
    const from = at - no * pieceBytes;
    const length = Math.min(end - at, pieceBytes - from);
    yield { no, start: from, end: from + length };
    at += length;
  }
}

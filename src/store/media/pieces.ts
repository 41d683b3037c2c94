// Cuts a stream of bytes into pieces, so that one piece at a time is in memory.

/**
 * Pieces of the same length, but for the last. An empty stream has none. All are views of one buffer: a piece may be changed once
 * the next is asked for.
 */
export async function* inPieces(bytes: AsyncIterable<Uint8Array>, pieceBytes: number): AsyncIterable<Buffer> {
  let piece: Buffer | undefined;
  let length = 0;
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; ) {
      piece ??= Buffer.allocUnsafeSlow(pieceBytes);
      const taken = chunk.subarray(at, at + pieceBytes - length);
      piece.set(taken, length);
      length += taken.length;
      at += taken.length;
      if (length < pieceBytes) continue;
      yield piece;
      length = 0;
    }
  }
  if (piece !== undefined && length > 0) yield piece.subarray(0, length);
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

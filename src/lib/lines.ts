// Splits bytes that come in pieces into lines of UTF-8, each bounded.

/** The lines of each piece; null for one that is longer than `longest` characters, whose rest is passed over. */
export async function* linesOf(source: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<(string | null)[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let isPassedOver = false;
  for await (const chunk of source) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    const whole: (string | null)[] = [];
    for (const line of lines) {
      if (!isPassedOver) whole.push(line.length > longest ? null : line);
      isPassedOver = false;
    }
    if (rest.length > longest) {
      if (!isPassedOver) whole.push(null);
      isPassedOver = true;
      rest = '';
    }
    if (whole.length > 0) yield whole;
  }
  if (!isPassedOver && rest !== '') yield [rest + decoder.decode()];
}

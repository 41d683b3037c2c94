// Reads the type of a file from its bytes. The claimed type decides only among kinds of text, which no bytes tell apart.

/** As many of the first bytes as the reading needs. */
export const HEAD_BYTES = 4_100;

/** Null where the bytes tell nothing. */
export async function readFileType(head: Uint8Array, claimed: string): Promise<string | null> {
  // Most texts have no files, so that the library need not be in memory.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = (await fileTypeFromBuffer(head))?.mime;
  if (found !== undefined && !/[/+]xml$/.test(found)) return found.split(';')[0] ?? found;
  const words = textIn(head);
  if (words === null) return found ?? null;
  if (/<svg[\s>]/i.test(words)) return 'image/svg+xml';
  if (found !== undefined) return found;
  return /^text\/(?:csv|markdown|rtf)$/.test(claimed) ? claimed : 'text/plain';
}

/** The words of bytes that are text in a usual encoding; null for anything else. A character cut at the end is left out. */
export function textIn(bytes: Uint8Array): string | null {
  const encoding = encodingOf(bytes);
  const isUtf16 = encoding.startsWith('utf-16');
  if (!isUtf16 && bytes.includes(0)) return null;
  const text = decode(bytes, encoding) ?? (isUtf16 ? null : decode(bytes, 'windows-1252'));
  // Control characters that no text has; windows-1252 decodes any bytes at all.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return text === null || /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f-\u009f]/.test(text) ? null : text;
}

function encodingOf([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | 'utf-8' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    // A stream may end within a character.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

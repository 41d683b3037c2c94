// Files in words: what kind of file one is, how large it is, and which ones a browser draws.

const DRAWABLE = /^image\/(png|jpe?g|gif|webp)$/;

export function isDrawable(contentType) {
  return DRAWABLE.test(contentType);
}

const KINDS = [
  [/^text\/(x-)?vcard$/, 'Contact card'],
  [/^text\/calendar$/, 'Appointment'],
  [/^text\//, 'Text file'],
  [/^image\/svg/, 'Drawing'],
  [/^image\//, 'Picture'],
  [/^audio\//, 'Sound'],
  [/^video\//, 'Video'],
  [/^application\/pdf$/, 'PDF'],
];

export function kindOf(contentType) {
  return KINDS.find(([pattern]) => pattern.test(contentType))?.[1] ?? 'File';
}

/** `12 KB`, as phones and browsers count: a thousand bytes. Empty where it is not known. */
export function sizeOf(bytes) {
  if (!bytes) return '';
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

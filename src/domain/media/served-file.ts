// How a file goes out over HTTP: shown or saved, and under which name.

/** Pictures that a browser shows without running anything in them. */
const shown: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/** Everything else is saved: a document from us might act as one of our pages. */
export function isShown(contentType: string): boolean {
  return shown.has(contentType);
}

/** Twilio takes names of this length, without spaces. Source: https://www.twilio.com/docs/messaging/guides/accepted-mime-types */
const LONGEST_NAME = 20;

const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'audio/amr': 'amr',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'text/calendar': 'ics',
  'text/plain': 'txt',
  'text/vcard': 'vcf',
  'video/3gpp': '3gp',
  'video/mp4': 'mp4',
};

/** A short name of plain letters. The ending is that of the type, so that a lying name misleads no phone. */
export function plainName(name: string | null, contentType: string): string {
  const [, stem = '', own = ''] = /^(.*?)(?:\.([a-z\d]{1,8}))?$/is.exec(name?.trim() ?? '') ?? [];
  const ending = endings[contentType] ?? (contentType === 'application/octet-stream' ? '' : own.toLowerCase());
  const tail = ending === '' ? '' : `.${ending}`;
  const plain = stem
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z\d_-]+/gi, '-')
    .replace(/^[-_]+/, '')
    .slice(0, LONGEST_NAME - tail.length)
    .replace(/[-_]+$/, '');
  return `${plain || (contentType.startsWith('image/') ? 'picture' : 'file')}${tail}`;
}

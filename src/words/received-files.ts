// The files of a customer's text as people read them: what they are called, how large they are, and what is written in them.

import type { FileState, MediaFile } from '../domain/media/file.ts';
import { cutWords } from '../domain/texts/cut-words.ts';
import { isBlank } from '../domain/well-formed.ts';
import { count } from './counts.ts';
import { fileInWords, isWithoutWords } from './customer-texts.ts';
import { sizeInWords } from './sizes.ts';

/** A contact card, as far as it is shown. */
interface Card {
  name: string;
  organization: string;
  phones: readonly string[];
  emails: readonly string[];
  addresses: readonly string[];
  urls: readonly string[];
  note: string;
}

/** An appointment, as far as it is shown; times are as its file writes them. */
interface Appointment {
  title: string;
  place: string;
  from: string;
  to: string;
  zone: string | null;
  note: string;
}

/** Longer words of a file are cut: the file itself stands beside them. */
const MOST_WORDS = 2_000;

type Told = Pick<MediaFile, 'claimedType' | 'type' | 'words' | 'isTold'>;

/**
 * A text with its files: its words, the words of files that are text, and a line for each file that is not here. Files that
 * are here stand beside it, and get a line only where nothing else is said. As the wording decides whether a text is found in
 * its conversation, it depends on nothing that changes.
 */
export function textWithFiles(body: string, files: readonly Told[]): string {
  const here = files.filter(({ isTold }) => isTold);
  const missing = files
    .filter(({ isTold }) => !isTold)
    .map(({ claimedType }) => `${fileInWords(claimedType)} (not shown here)`);
  const lines = [saidWithFiles(body, here), ...missing].filter((line) => line !== '');
  return lines.length > 0
    ? lines.join('\n')
    : here.map((file) => fileInWords(file.type ?? file.claimedType)).join('\n');
}

/** The words of a text, and those of its files; empty where there are none. */
export function saidWithFiles(body: string, files: readonly Pick<MediaFile, 'words'>[]): string {
  return [...(isWithoutWords(body) ? [] : [body]), ...files.flatMap(({ words }) => words ?? [])].join('\n');
}

/** The words beside files that follow their text: their own, then the number of those that have none. */
export function filesInWords(files: readonly NamedFile[]): string {
  const silent = files.filter(({ words }) => words === null);
  const noun = silent.every(({ type }) => type?.startsWith('image/')) ? 'picture' : 'file';
  const words = files.flatMap((file) => file.words ?? []);
  return [...words, ...(silent.length === 0 ? [] : [`(${count(silent.length, noun)})`])].join('\n');
}

/** The words of a file without its link: as they were before Intercom refused it. */
export function withoutLink<File extends Pick<MediaFile, 'problem' | 'words'>>(file: File): File {
  if (file.problem !== 'not-taken' || file.words === null) return file;
  return { ...file, words: file.words.split('\n').slice(0, -1).join('\n') || null };
}

/** A file that Intercom does not take, by a link beside its words. */
export function linkedFile(file: NamedFile & Pick<MediaFile, 'size'>, link: string): string {
  const line = `${fileName(file)} (${sizeInWords(file.size ?? 0)}): ${link}`;
  return file.words === null ? line : `${file.words}\n${line}`;
}

type NamedFile = Pick<MediaFile, 'name' | 'type' | 'position' | 'words'>;

/** The name that it came with, or one that says what it is: `picture-1.jpg`. */
export function fileName({ name, type, position }: Pick<MediaFile, 'name' | 'type' | 'position'>): string {
  const given = cutWords(
    (name ?? '')
      .replaceAll(/[\p{C}/\\:*?"<>|]/gu, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
    100,
  );
  return isBlank(given) ? `${stemOf(type ?? '')}-${position + 1}.${endingOf(type ?? '')}` : given;
}

/** `invoice.pdf, 240 KB`, or why it cannot be opened. */
export function fileLine(file: Pick<MediaFile, 'name' | 'type' | 'position' | 'size' | 'state'>): string {
  const { size, state } = file;
  const what = state === 'kept' && size !== null ? sizeInWords(size) : fileStates[state];
  return `${fileName(file)}, ${what}`;
}

const fileStates: Readonly<Record<FileState, string>> = {
  expired: 'erased by now',
  gone: 'never came',
  kept: 'here',
  'too-large': 'too large to fetch',
  waiting: 'not here yet',
};

function stemOf(type: string): string {
  if (type.startsWith('image/')) return 'picture';
  if (type.startsWith('video/')) return 'video';
  if (type.startsWith('audio/')) return 'audio';
  if (type === 'text/vcard') return 'contact';
  if (type === 'text/calendar') return 'appointment';
  return 'file';
}

const endings: Readonly<Record<string, string>> = {
  'application/octet-stream': 'bin',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'audio/mpeg': 'mp3',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'text/calendar': 'ics',
  'text/markdown': 'md',
  'text/plain': 'txt',
  'text/vcard': 'vcf',
  'video/3gpp': '3gp',
  'video/quicktime': 'mov',
};

function endingOf(type: string): string {
  return endings[type] ?? /\/(?:x-)?([a-z0-9]{2,5})$/.exec(type)?.[1] ?? 'bin';
}

export function cardsInWords(cards: readonly Card[]): string {
  return cut(cards.map(cardInWords).join('\n'));
}

function cardInWords({ name, organization, phones, emails, addresses, urls, note }: Card): string {
  const title = [name, organization].filter((part) => part !== '').join(', ');
  const lines = [...phones, ...emails, ...addresses, ...urls, ...(note === '' ? [] : [note])];
  return [`Contact card: ${title || 'no name'}`, ...lines].join('\n');
}

export function appointmentsInWords(appointments: readonly Appointment[]): string {
  return cut(appointments.map(appointmentInWords).join('\n'));
}

function appointmentInWords({ title, place, from, to, zone, note }: Appointment): string {
  const times = [from, to].filter((time) => time !== '').map(clockTime);
  const when = times.length === 0 ? [] : [`${times.join(' to ')}${zone === null ? '' : ` (${zone})`}`];
  const lines = [...when, ...[place, note].filter((line) => line !== '')];
  return [`Appointment: ${title || 'no title'}`, ...lines].join('\n');
}

/** `Dec 1, 2026 at 9:00AM`, on the clocks that the file means; the day alone where it has no time. */
function clockTime(written: string): string {
  const at = new Date(`${written.length === 10 ? `${written}T00:00:00` : written}Z`);
  if (Number.isNaN(at.getTime())) return written;
  const day = at.toLocaleDateString('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });
  if (written.length === 10) return day;
  const time = at.toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  return `${day} at ${time.replace(/\s/g, '')}`;
}

/** A short text file whole, and the beginning of a longer one. */
export function plainFileInWords(text: string, isWhole: boolean): string {
  return isWhole ? text.trim() : cut(text.trim());
}

/** Cut between characters; lines stay lines. */
function cut(words: string): string {
  return words.length <= MOST_WORDS ? words : `${words.slice(0, MOST_WORDS).toWellFormed()}…`;
}

// Reads the words of a file that is text: plain words, a contact card or an appointment.
import type { MediaFile } from '../../domain/media/file.ts';
import { MOST_TEXT_BYTES, mayHaveWords } from '../../domain/media/received-files.ts';
import { readAppointments, readContactCards } from '../../lib/cards.ts';
import { textIn } from '../../lib/file-type.ts';
import { appointmentsInWords, cardsInWords, plainFileInWords } from '../../words/received-files.ts';
import type { Context } from '../context.ts';

/** As they are shown. Null for a file without words. */
export async function readFileWords(
  ctx: Pick<Context, 'media'>,
  file: Pick<MediaFile, 'workspaceId' | 'id' | 'type' | 'size'>,
): Promise<string | null> {
  if (!mayHaveWords(file)) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of ctx.media.read(file, { start: 0, end: file.size ?? 0 })) chunks.push(chunk);
  const text = textIn(Buffer.concat(chunks));
  if (text === null || text.trim() === '') return null;
  const told = (await inOwnWords(file.type, text)) ?? plainFileInWords(text, (file.size ?? 0) <= MOST_TEXT_BYTES);
  return told.toWellFormed();
}

async function inOwnWords(type: string | null, text: string): Promise<string | null> {
  if (type === 'text/vcard') {
    const cards = await readContactCards(text);
    return cards && cardsInWords(cards);
  }
  if (type !== 'text/calendar') return null;
  const appointments = await readAppointments(text);
  return appointments && appointmentsInWords(appointments);
}

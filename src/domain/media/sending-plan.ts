// How the files of a reply travel: together in MMS, each as a link in the text, or not at all.
import { type Carriage, MOST_FILES, mmsKindOf } from './carriage.ts';

/** An admin's choice: MMS where it can go and a link elsewhere, always a link, or MMS alone. */
export type MediaAs = 'mms-or-link' | 'link' | 'mms';

/** A file whose bytes are kept. */
export interface KeptFile {
  id: string;
  /** As its bytes say. */
  type: string;
  name: string | null;
  size: number;
}

/** Why a file does not go, with the limit that it breaks. */
export type NotSent =
  | { kind: 'over-mms'; size: number; most: number }
  | { kind: 'no-mms-type'; type: string }
  | { kind: 'no-mms'; why: (Carriage & { kind: 'link' })['why'] };

export interface SendingPlan {
  /** The files of each MMS, in order. */
  messages: KeptFile[][];
  /** Each gets a line in the text. */
  links: KeptFile[];
  refused: { file: KeptFile; why: NotSent }[];
}

/** The largest size to which a picture is made, so that all of a reply fit one MMS as far as they can; null: as it is. */
export function pictureSizeFor(carriage: Carriage, as: MediaAs, files: number): number | null {
  if (carriage.kind === 'link' || as === 'link') return null;
  return Math.max(LEAST_PICTURE_BYTES, Math.floor(carriage.pictureBytes / Math.max(1, files)));
}

/** Below this, a photo of a large screen is hard to read. */
const LEAST_PICTURE_BYTES = 250_000;

export function planSending(files: readonly KeptFile[], carriage: Carriage, as: MediaAs): SendingPlan {
  const plan: SendingPlan = { messages: [], links: [], refused: [] };
  for (const file of files) {
    const why = as === 'link' ? null : whyNoMms(file, carriage);
    if (as !== 'link' && why === null) addToMessages(plan.messages, file, carriage);
    else if (as === 'mms' && why !== null) plan.refused.push({ file, why });
    else plan.links.push(file);
  }
  return plan;
}

function whyNoMms({ type, size }: KeptFile, carriage: Carriage): NotSent | null {
  if (carriage.kind === 'link') return { kind: 'no-mms', why: carriage.why };
  const kind = mmsKindOf(type);
  if (kind === 'none') return { kind: 'no-mms-type', type };
  const most = kind === 'picture' ? carriage.pictureBytes : carriage.otherBytes;
  return size > most ? { kind: 'over-mms', size, most } : null;
}

function addToMessages(messages: KeptFile[][], file: KeptFile, carriage: Carriage): void {
  const last = messages.at(-1);
  const most = carriage.kind === 'mms' ? carriage.pictureBytes : 0;
  const total = last?.reduce((sum, { size }) => sum + size, 0) ?? 0;
  if (last && last.length < MOST_FILES && total + file.size <= most) last.push(file);
  else messages.push([file]);
}

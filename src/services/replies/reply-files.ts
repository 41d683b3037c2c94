// The files of an agent's reply: copied within its job, or a little later where they do not come at once.
import type { Attachment, Part } from '../../domain/conversation.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import { MOST_FILES } from '../../domain/media/carriage.ts';
import { extraFile, type NotTexted } from '../../domain/media/not-texted.ts';
import type { CommentText } from '../../intercom/comments/comment-text.ts';
import type { Context, OpenWorkspace, Unit } from '../context.ts';
import { oweFailure, oweNote, type ToldOfText } from '../conversations/owe-note.ts';
import { copyFiles } from '../media/copy-files.ts';
import { type Ends, layOut, type PreparedFiles, pictureBytesFor } from '../media/prepare-files.ts';

/** The words of the reply wait this long for a file, in milliseconds; then it follows them. */
const WORDS_WAIT_MS = 10_000;

/** Null where the reply has no files. */
export async function filesOfReply(
  ctx: Context,
  workspace: OpenWorkspace,
  reply: { partId: string; part: Part; comment: CommentText },
  ends: Ends,
): Promise<PreparedFiles | null> {
  const { partId, part, comment } = reply;
  const found = sourcesOf(part, comment);
  if (found.length === 0) return null;
  const sources = found.slice(0, MOST_FILES);
  const pictureBytes = pictureBytesFor(workspace, ends, sources.length);
  const asked = { workspaceId: workspace.id, subject: partId, sources, pictureBytes, totalMs: WORDS_WAIT_MS };
  const prepared = layOut(ctx, workspace, ends, await copyFiles(ctx, asked));
  return { ...prepared, notTexted: [...prepared.notTexted, ...found.slice(MOST_FILES).map(extraFile)] };
}

/** The pictures in the words, then the attachments. Intercom may list a picture among both, with another signature. */
function sourcesOf({ files, attachments = [] }: Part, { images }: CommentText): Attachment[] {
  const place = (url: string) => url.split('?')[0];
  const named = new Map(attachments.map((one) => [place(one.url), one]));
  const inWords = images.map((url) => named.get(place(url)) ?? { url, name: null, contentType: 'image/*' });
  const shown = new Set(images.map(place));
  const attached = attachments.filter(({ url }) => !shown.has(place(url)));
  // An earlier version stored how many there are, and no address.
  const unknown = Math.max(0, files - attachments.length - (attachments.length === 0 ? images.length : 0));
  return [
    ...inWords,
    ...attached,
    ...Array.from({ length: unknown }, () => ({ url: '', name: null, contentType: '' })),
  ];
}

/** Tells of files that the customer does not get, and has those that are late follow. */
export async function settleFiles(
  ctx: Context,
  unit: Unit,
  told: ToldOfText & { subject: string },
  { notTexted, areLate }: Pick<PreparedFiles, 'notTexted' | 'areLate'>,
  isAnySent: boolean,
): Promise<void> {
  const { workspaceId, subject: partId } = told;
  if (areLate) await unit.enqueue([newJob('text-files', { workspaceId, partId })]);
  if (notTexted.length > 0) await tellNotTexted(ctx, unit, told, notTexted, isAnySent || areLate);
}

/** A reply that was nothing else did not arrive at all. */
export async function tellNotTexted(
  ctx: Context,
  unit: Unit,
  told: ToldOfText,
  files: readonly NotTexted[],
  isAnySent: boolean,
): Promise<void> {
  const note = { kind: 'files-not-texted', files, isAnySent } as const;
  if (isAnySent) await oweNote(ctx, unit, told, note);
  else await oweFailure(ctx, unit, told, note);
}

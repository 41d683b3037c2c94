// Prepares the files of an agent's text: copied, made to fit, and laid out as MMS and links.
import { carriageTo } from '../../domain/media/carriage.ts';
import type { MediaFile } from '../../domain/media/file.ts';
import { lostFile, type NotTexted } from '../../domain/media/not-texted.ts';
import { type KeptFile, pictureSizeFor, planSending } from '../../domain/media/sending-plan.ts';
import type { FilesToText } from '../../domain/media/texts-with-files.ts';
import type { Media } from '../../domain/texts/message.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { Context } from '../context.ts';
import { mediaUrl } from './media-url.ts';

const DAY_MS = 86_400_000;

/** The ends of the text. */
export interface Ends {
  address: string;
  sender: string;
}

export interface PreparedFiles {
  files: FilesToText;
  notTexted: NotTexted[];
  /** Some may still come. */
  areLate: boolean;
}

/** The largest size of each of so many pictures, in bytes; null: any. */
export function pictureBytesFor(workspace: Workspace, ends: Ends, files: number): number | null {
  return pictureSizeFor(carriageOf(workspace, ends), workspace.settings.mediaAs, files);
}

/** Lays out the files that are here. */
export function layOut(
  ctx: Pick<Context, 'clock' | 'mediaTokens' | 'publicUrl'>,
  workspace: Workspace,
  ends: Ends,
  copied: readonly MediaFile[],
): PreparedFiles {
  const { mediaAs, keepFilesDays } = workspace.settings;
  const plan = planSending(copied.flatMap(keptFile), carriageOf(workspace, ends), mediaAs);
  const forMs = keepFilesDays * DAY_MS;
  const linked = (file: KeptFile): Media => {
    return { ...toMedia(file), link: mediaUrl(ctx, { workspaceId: workspace.id, fileId: file.id, forMs }) };
  };
  const refused = plan.refused.map(({ file: { name, type }, why }): NotTexted => ({ name, type, why }));
  const lost = copied.filter(({ state }) => state !== 'kept' && state !== 'waiting').map(lostFile);
  return {
    files: { messages: plan.messages.map((files) => files.map(toMedia)), links: plan.links.map(linked) },
    notTexted: [...refused, ...lost],
    areLate: copied.some(({ state }) => state === 'waiting'),
  };
}

function carriageOf({ senderDetails }: Workspace, { address, sender }: Ends) {
  const own = senderDetails.find((one) => one.address === sender);
  return carriageTo({ address: sender, sendsMedia: own?.sendsMedia ?? null }, address);
}

function keptFile({ id, state, type, name, size }: MediaFile): KeptFile[] {
  return state === 'kept' && type !== null && size !== null ? [{ id, type, name, size }] : [];
}

function toMedia({ id, type: contentType, name, size: bytes }: KeptFile): Media {
  return { id, contentType, name, bytes };
}

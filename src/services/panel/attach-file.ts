// Takes the file behind a link that an agent typed in the panel: fetched, kept and made to fit before the text goes.
import { lostFile, type NotTexted } from '../../domain/media/not-texted.ts';
import type { SendFiles } from '../../domain/media/send-files.ts';
import { allFiles, withLinks } from '../../domain/media/texts-with-files.ts';
import { hashOf } from '../../lib/sealed.ts';
import { copyFiles } from '../media/copy-files.ts';
import { mediaUrl } from '../media/media-url.ts';
import { type Ends, layOut, pictureBytesFor } from '../media/prepare-files.ts';
import type { PanelRequest } from './panel-request.ts';

/** An agent waits so long for the file, in milliseconds; Intercom waits a little longer for the panel. */
const WAITS_MS = 5_000;
const DAY_MS = 86_400_000;

export type Attached =
  | { kind: 'none' }
  | { kind: 'files'; files: SendFiles }
  | { kind: 'problem'; why: NotTexted['why'] | { kind: 'no-link' } };

/** `body`: the words beside it. A second click finds what the first one fetched. */
export async function attachFile(
  { ctx, workspace }: PanelRequest,
  { link, nonce, body }: { link: string; nonce: string; body: string },
  ends: Ends,
): Promise<Attached> {
  const url = link.trim();
  if (url === '') return { kind: 'none' };
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return { kind: 'problem', why: { kind: 'no-link' } };
  const copied = await copyFiles(ctx, {
    workspaceId: workspace.id,
    subject: `${nonce}/${hashOf(url)}`,
    sources: [{ url, name: nameIn(url), contentType: '' }],
    pictureBytes: pictureBytesFor(workspace, ends, 1),
    totalMs: WAITS_MS,
  });
  const { files, notTexted } = layOut(ctx, workspace, ends, copied);
  const [missing] = [...notTexted, ...copied.filter(({ state }) => state === 'waiting').map(lostFile)];
  if (missing) return { kind: 'problem', why: missing.why };
  const forMs = workspace.settings.keepFilesDays * DAY_MS;
  // Colleagues open it in the conversation, however it goes to the customer.
  const shown = allFiles(files).map((file) => {
    return { link: mediaUrl(ctx, { workspaceId: workspace.id, fileId: file.id, forMs }), ...file };
  });
  return { kind: 'files', files: { ...files, shown: withLinks(body, shown) } };
}

/** The last part of the address, as browsers name what they save. */
function nameIn(url: string): string | null {
  const last = URL.parse(url)?.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last).slice(0, 100) || null;
  } catch {
    return null;
  }
}

// Has an MMS go as a text with links, once Twilio has said that its number sends no MMS.
import { NotYet } from '../../domain/errors.ts';
import { filesByMms, withLinks } from '../../domain/media/texts-with-files.ts';
import { type Message, wordsSent } from '../../domain/texts/message.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { lockMessage, updateMessage } from '../../store/texts/messages.ts';
import { saveMediaSenders } from '../../store/workspaces/senders.ts';
import { longestText } from '../../twilio/limits.ts';
import { type Context, transact } from '../context.ts';
import { mediaUrl } from '../media/media-url.ts';

const DAY_MS = 86_400_000;
const AGAIN_MS = 1_000;

/** Returns where the text stays as it is: the workspace wants MMS alone, or its words leave no room. Else throws NotYet. */
export async function linkInstead(ctx: Context, workspace: Workspace, message: Message): Promise<void> {
  const { mediaAs, keepFilesDays } = workspace.settings;
  const { workspaceId, sender } = message;
  const forMs = keepFilesDays * DAY_MS;
  const linked = filesByMms(message.media).map((file) => {
    return { ...file, link: mediaUrl(ctx, { workspaceId, fileId: file.id, forMs }) };
  });
  const body = withLinks(message.body, linked);
  const isRoom = wordsSent({ ...message, body }).length <= longestText;
  if (mediaAs === 'mms' || linked.length === 0 || !isRoom) return;
  const media = [...message.media.filter(({ link }) => link !== undefined), ...linked];
  await transact(ctx, async (unit) => {
    const current = await lockMessage(unit.trx, workspaceId, { id: message.id, sid: '' });
    if (current?.state !== 'pending') return;
    await updateMessage(unit.trx, message, { body, media, attemptedAt: null });
    await saveMediaSenders(unit.trx, workspaceId, [{ address: sender, sendsMedia: false }]);
    unit.changed(workspaceId);
  });
  throw new NotYet('files-on-their-way', AGAIN_MS);
}

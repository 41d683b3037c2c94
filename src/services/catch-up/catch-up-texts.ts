// Reads Twilio's list after an outage: texts that came in, and states of ours. Twilio repeats a webhook for fifteen seconds only.

import { readFrom } from '../../domain/doctor/outage.ts';
import { AppError, VendorError } from '../../domain/errors.ts';
import { countFoundTexts } from '../../store/evidence/catch-ups.ts';
import { statesOfSids } from '../../store/texts/handed-over.ts';
import { sendersTexted } from '../../store/texts/message-lists.ts';
import type { SentText, TwilioClient } from '../../twilio/client.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { createTextAcceptor } from '../texts/accept-text.ts';
import { createStatusAcceptor } from '../texts/record-delivery.ts';

export async function catchUpTexts(ctx: Context, input: { workspaceId: string; since: string }): Promise<void> {
  const workspace = await ctx.workspaces.get(input.workspaceId);
  const { id: workspaceId } = workspace;
  // The account's other numbers may belong to another service.
  const ours = await sendersTexted(ctx.db, workspaceId, workspace.senders);
  if (ours.length === 0) return;
  const since = new Date(input.since);
  try {
    const twilio = ctx.twilio(workspace);
    const { texts, isWhole } = await twilio.findTexts({ since: readFrom({ since }, nowOf(ctx)) });
    if (!isWhole) ctx.log.warn({ workspaceId }, 'more texts came during an outage than are read');
    const states = await statesOfSids(
      ctx.db,
      workspaceId,
      texts.map(({ sid }) => sid),
    );
    const missed = texts.filter(({ sid, isInbound, to }) => isInbound && ours.includes(to) && !states.has(sid));
    const found = await acceptMissed(ctx, workspace, twilio, missed.toReversed());
    const moved = texts.filter(({ sid, isInbound, state }) => !isInbound && (states.get(sid) ?? state) !== state);
    const acceptStatus = createStatusAcceptor(ctx);
    const { resultEvents } = workspace.settings;
    for (const { sid, state, errorCode } of moved.toReversed())
      await acceptStatus({ workspaceId, messageId: null, sid, state, errorCode, resultEvents });
    if (found > 0) await countFoundTexts(ctx.db, workspaceId, since, found);
    if (found > 0) ctx.metrics.found.inc({ what: 'text', after: 'outage' }, found);
    if (moved.length > 0) ctx.metrics.found.inc({ what: 'status', after: 'outage' }, moved.length);
  } catch (error) {
    if (!(error instanceof VendorError) || error.certainty === 'refused') throw error;
    const { retryAfterMs, reason } = error;
    throw new AppError('vendor-unavailable', reason, { retry: 'always', retryAfterMs, cause: error });
  }
}

/** Accepts missed texts, the oldest first. One that came by its webhook after all is a duplicate. */
async function acceptMissed(
  ctx: Context,
  { id: workspaceId, settings, tellsEndpoints }: OpenWorkspace,
  twilio: TwilioClient,
  missed: readonly SentText[],
): Promise<number> {
  const acceptText = createTextAcceptor(ctx);
  let found = 0;
  for (const { sid, from, to, body, hasMedia } of missed) {
    const media = hasMedia ? await twilio.listMedia(sid) : [];
    const outcome = await acceptText({
      workspaceId,
      threadPer: settings.threadPer,
      tellsEndpoints,
      sid,
      from: from ?? '',
      to,
      body,
      media,
      // Twilio's list has no other content of a text.
      content: [],
      repliedTo: null,
      answered: null,
    });
    if (outcome === 'stored') found += 1;
  }
  return found;
}

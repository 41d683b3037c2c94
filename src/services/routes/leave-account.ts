// A Twilio account is left: what we set there is put back while its credentials are still known.

import { fewNames } from '../../domain/notes/few-names.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { isAnySet, type PutBack, putBack } from './put-back.ts';

/** What is to be said of it: nothing where nothing of ours was set. The account may be closed: leaving it must not depend on it. */
export async function letGo(ctx: Context, workspace: OpenWorkspace): Promise<string> {
  const { senderDetails: senders, services } = workspace;
  if (!isAnySet({ senders, services })) return '';
  if (workspace.twilioLogin === null)
    return ' The webhooks that Threadwire had set are still there: change them in the Twilio Console.';
  return ` ${wordsFor(await putBack(ctx, workspace, { senders, services }))}`;
}

function wordsFor({ back, theirs, failed }: PutBack): string {
  const changed = theirs.length === 0 ? '' : ` ${left(theirs)}`;
  if (failed.length === 0 && back.length === 0) return left(theirs);
  if (failed.length === 0) return `The webhooks that Threadwire had set are as they were before.${changed}`;
  if (back.length === 0)
    return `Twilio did not let Threadwire put its webhooks back: change them in the Twilio Console.${changed}`;
  const names = fewNames(failed.map(({ name }) => name));
  return `The webhook of ${fewNames(back)} is as it was before. Twilio did not let Threadwire put back the one of ${names}: change it in the Twilio Console.${changed}`;
}

function left(names: readonly string[]): string {
  return `Somebody has changed the webhook of ${fewNames(names)} in Twilio since, so it was left as it is.`;
}

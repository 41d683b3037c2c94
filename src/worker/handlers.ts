// The verb of each queue; a queue without one does not compile.
import type { ClaimedJob, QueuedJob } from '../domain/jobs/jobs.ts';
import type { JobData, QueueName } from '../domain/jobs/queues.ts';
import { checkConnection } from '../services/account/check-connection.ts';
import { catchUp } from '../services/catch-up/catch-up.ts';
import { catchUpTexts } from '../services/catch-up/catch-up-texts.ts';
import { linkSubscriptions, syncSubscription } from '../services/consent/sync-subscription.ts';
import { tellEvent } from '../services/contacts/tell-event.ts';
import { updateContact } from '../services/contacts/update-contact.ts';
import { type Context, within } from '../services/context.ts';
import { postComment } from '../services/conversations/post-comment.ts';
import { postNote } from '../services/conversations/post-note.ts';
import { showFailures } from '../services/conversations/show-failures.ts';
import { tagConversation } from '../services/conversations/tag-conversation.ts';
import { syncCustomer } from '../services/customers/sync-customer.ts';
import { fetchFiles } from '../services/media/fetch-files.ts';
import { relayReply } from '../services/replies/relay-reply.ts';
import { textFiles } from '../services/replies/text-files.ts';
import { runRule } from '../services/rules/run-rule.ts';
import { deliverText } from '../services/texts/deliver-text.ts';
import { receiveText } from '../services/texts/receive-text.ts';
import { releaseTexts } from '../services/texts/release-texts.ts';
import { sendScheduled } from '../services/texts/send-scheduled.ts';
import { confirmUninstall, eraseUninstalled } from '../services/workspaces/uninstall.ts';
import { runRecurring } from './recurring.ts';

type Given<Name extends QueueName> = JobData[Name] & Run;
type Run = { repeated: boolean; attempt: number; job: QueuedJob };
type Handler<Name extends QueueName> = (ctx: Context, data: Given<Name>) => Promise<void>;

const handlers: { [Name in QueueName]: Handler<Name> } = {
  'receive-text': receiveText,
  'fetch-media': fetchFiles,
  'relay-reply': relayReply,
  'deliver-text': deliverText,
  'text-files': textFiles,
  'release-texts': releaseTexts,
  'post-note': postNote,
  'show-failures': showFailures,
  'post-comment': postComment,
  'send-later': sendScheduled,
  'check-connection': checkConnection,
  'confirm-uninstall': confirmUninstall,
  'erase-workspace': eraseUninstalled,
  'tag-conversation': tagConversation,
  'run-rule': runRule,
  'sync-customer': syncCustomer,
  'sync-subscription': syncSubscription,
  'link-subscriptions': linkSubscriptions,
  'tell-event': tellEvent,
  'update-contact': updateContact,
  'catch-up': catchUp,
  'catch-up-texts': catchUpTexts,
  'recurring-work': runRecurring,
};

export function runHandler(ctx: Context, job: ClaimedJob): Promise<void> {
  const { queue, data, repeated, attempt, id, key } = job;
  return handle(within(ctx, data.workspaceId), queue, data, { repeated, attempt, job: { id, key } });
}

function handle<Name extends QueueName>(ctx: Context, queue: Name, data: JobData[Name], run: Run) {
  return handlers[queue](ctx, { ...data, ...run });
}

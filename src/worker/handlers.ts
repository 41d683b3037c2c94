// Which verb does which job; a missing one does not compile.
import type { ClaimedJob, JobData, QueueName } from '../domain/jobs.ts';
import type { Context } from '../services/context.ts';
import { deliverText } from '../services/deliver-text.ts';
import { postNote } from '../services/post-note.ts';
import { receiveText } from '../services/receive-text.ts';
import { relayReply } from '../services/relay-reply.ts';
import { tagConversation } from '../services/tag-conversation.ts';
import { updateContact } from '../services/update-contact.ts';

type Handler<Name extends QueueName> = (ctx: Context, data: JobData[Name] & { repeated: boolean }) => Promise<void>;

const handlers: { [Name in QueueName]: Handler<Name> } = {
  'receive-text': receiveText,
  'relay-reply': relayReply,
  'deliver-text': deliverText,
  'post-note': postNote,
  'tag-conversation': tagConversation,
  'update-contact': updateContact,
};

export function runHandler(ctx: Context, job: ClaimedJob): Promise<void> {
  return handle(ctx, job.queue, job.data, job.repeated);
}

function handle<Name extends QueueName>(ctx: Context, queue: Name, data: JobData[Name], repeated: boolean) {
  return handlers[queue](ctx, { ...data, repeated });
}

// Messages that an admin begins, visitors that become contacts, and jobs that take a while.
import { createContact, livingContact, updateContact } from '../contacts.ts';
import { adminAuthor, beginConversation } from '../conversations/conversations.ts';
import { invalidParameter, missingParameter, notFound } from '../errors.ts';
import { type Call, type Operation, param } from '../operation.ts';
import { contactPayload, type Json } from '../payloads.ts';
import { bodyFromMarkup } from '../text.ts';

export const messageOperations: readonly Operation[] = [
  { method: 'post', path: '/messages', permission: 'Write conversations', answer: createMessage },
  { method: 'post', path: '/visitors/convert', permission: 'Write users and companies', answer: convertVisitor },
  { method: 'post', path: '/tickets/enqueue', permission: 'Write tickets', answer: enqueueTicket },
  { method: 'get', path: '/jobs/status/:id', permission: null, answer: jobStatus },
];

const JOB_MS = 3_000;

/** Without `create_conversation_without_contact_reply` there is no conversation before the contact answers. */
function createMessage(call: Call): Json {
  const { workspace, body } = call;
  const type = body.requiredText('message_type');
  if (type !== 'in_app' && type !== 'email') throw invalidParameter('message_type must be in_app or email');
  const words = body.requiredText('body');
  const subject = type === 'email' ? body.requiredText('subject') : '';
  if (type === 'email' && !['plain', 'personal'].includes(body.requiredText('template')))
    throw invalidParameter('template must be plain or personal');
  const [from, to] = [body.object('from'), body.object('to')];
  if (!from || !to) throw missingParameter(from ? 'to' : 'from');
  const author = adminAuthor(workspace, String(from.integer('id') ?? ''));
  const contact = livingContact(workspace, to.requiredText('id'));
  if (contact.role !== to.requiredText('type')) throw notFound('User Not Found');
  const message = {
    type: 'admin_message',
    id: workspace.shelves.newId(),
    created_at: workspace.seconds(),
    subject,
    body: words,
    message_type: type === 'email' ? 'email' : 'inapp',
  };
  if (body.flag('create_conversation_without_contact_reply') !== true) return message;
  const { id } = beginConversation(workspace, {
    contact,
    author,
    body: bodyFromMarkup(words),
    appPackageCode: call.appPackageCode,
    ...(type === 'email' ? { subject } : {}),
    topic: 'conversation.admin.single.created',
  });
  return { ...message, conversation_id: id };
}

/** A visitor is known by the `user_id` that the Messenger gave. */
function convertVisitor(call: Call): Json {
  const { workspace, body } = call;
  const visitor = body.object('visitor')?.requiredText('user_id');
  const externalId = body.object('user')?.requiredText('user_id');
  const role = body.requiredText('type');
  if (visitor === undefined || !workspace.shelves.visitors.delete(visitor)) throw notFound('Visitor Not Found');
  if (role === 'lead') return contactPayload(workspace, createContact(workspace, { role, externalId: visitor }));
  const standing = [...workspace.contacts.values()].find((one) => one.externalId === externalId && !one.deleted);
  const user = standing
    ? updateContact(workspace, standing.id, {})
    : createContact(workspace, { role: 'user', externalId: externalId ?? visitor });
  return contactPayload(workspace, user);
}

function enqueueTicket(call: Call): Json {
  const { workspace } = call;
  call.body.requiredText('ticket_type_id');
  const job = {
    id: `job_${workspace.shelves.newId()}`,
    readyAtMs: workspace.clock.now() + JOB_MS,
    resourceType: 'ticket',
    resourceId: workspace.newConversationId(),
  };
  workspace.shelves.jobs.push(job);
  return jobPayload(call, job.id);
}

function jobStatus(call: Call): Json {
  return jobPayload(call, param(call, 'id'));
}

function jobPayload({ workspace }: Call, id: string): Json {
  const job = workspace.shelves.jobs.find((one) => one.id === id);
  if (!job) throw notFound();
  const isDone = workspace.clock.now() >= job.readyAtMs;
  return {
    type: 'job',
    id,
    url: `https://api.intercom.io/jobs/status/${id}`,
    status: isDone ? 'success' : 'pending',
    resource_type: job.resourceType,
    resource_id: isDone ? job.resourceId : null,
    resource_url: isDone ? `https://api.intercom.io/tickets/${job.resourceId}` : null,
  };
}

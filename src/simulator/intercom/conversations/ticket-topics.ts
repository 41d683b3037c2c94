// The topics of a conversation that became a ticket: those of tickets instead of its own.

const renamed: Readonly<Record<string, string>> = {
  'conversation.admin.replied': 'ticket.admin.replied',
  'conversation.operator.replied': 'ticket.admin.replied',
  'conversation.user.replied': 'ticket.contact.replied',
  'conversation.admin.noted': 'ticket.note.created',
  'conversation.admin.closed': 'ticket.closed',
  'conversation.admin.opened': 'ticket.state.updated',
};

export function ticketTopics(topics: readonly string[]): readonly string[] {
  return [...new Set(topics.flatMap((topic) => renamed[topic] ?? []))];
}

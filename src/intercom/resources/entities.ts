// A full entity from a partial one, such as the contacts that a conversation names by their ids.
// Source: the `type` and `id` that every object of Intercom's API has.

import { admins } from './admins.ts';
import { articles } from './articles.ts';
import type { Entity } from './asking/answers.ts';
import type { Ask } from './asking/ask.ts';
import { failed } from './asking/failed.ts';
import { positional, verb } from './asking/verb.ts';
import { collections } from './collections.ts';
import { readCompany } from './companies.ts';
import { readContact } from './contacts.ts';
import { readConversation } from './conversations.ts';
import { notes } from './notes.ts';
import { segments } from './segments.ts';
import { tags } from './tags.ts';
import { teams } from './teams.ts';

/** The types that a partial entity may have. */
const loaders: Readonly<Record<string, (ask: Ask, id: string) => Promise<Entity>>> = {
  admin: (ask, id) => admins.find.run(ask, { id }),
  article: (ask, id) => articles.find.run(ask, { id }),
  collection: (ask, id) => collections.find.run(ask, { id }),
  company: readCompany,
  contact: readContact,
  conversation: (ask, id) => readConversation(ask, id),
  lead: readContact,
  note: (ask, id) => notes.find.run(ask, { id }),
  segment: (ask, id) => segments.find.run(ask, { id }),
  tag: (ask, id) => tags.find.run(ask, { id }),
  team: (ask, id) => teams.find.run(ask, { id }),
  user: readContact,
};

export const entities = {
  /** `type` and `id` as a partial entity has them. */
  load: verb({
    calls: ['GET /contacts/{id}', 'GET /companies/{id}', 'GET /conversations/{id}'],
    effect: 'reads',
    takes: { type: positional('text'), id: positional('text') },
    shows: ['type', 'id', 'name'],
    run: (ask, { type, id }) => {
      const load = loaders[type];
      if (!load) throw failed('bad-request', type);
      return load(ask, id);
    },
  }),
} as const;

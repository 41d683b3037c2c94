// All resources of Intercom under their names: as they are described, and as a client that is called.
import type { Attempt } from '../../domain/errors.ts';
import { admins } from './admins.ts';
import { articles } from './articles.ts';
import type { Ask } from './asking/ask.ts';
import type { InputOf, Takes, Verb } from './asking/verb.ts';
import { collections } from './collections.ts';
import { companies } from './companies.ts';
import { companyContacts } from './company-contacts.ts';
import { contactFigures } from './contact-figures.ts';
import { contactRemoval } from './contact-removal.ts';
import { contacts } from './contacts.ts';
import { conversationChanges } from './conversation-changes.ts';
import { conversationReplies } from './conversation-replies.ts';
import { conversations } from './conversations.ts';
import { counts } from './counts.ts';
import { dataAttributes } from './data-attributes.ts';
import { dataConnectors } from './data-connectors.ts';
import { entities } from './entities.ts';
import { events } from './events.ts';
import { jobs } from './jobs.ts';
import { messages } from './messages.ts';
import { notes } from './notes.ts';
import { rateLimit } from './rate-limit.ts';
import { raw } from './raw.ts';
import { segments } from './segments.ts';
import { tags } from './tags.ts';
import { teams } from './teams.ts';

export const resources = {
  admins,
  articles,
  collections,
  companies: { ...companies, ...companyContacts },
  contacts: { ...contacts, ...contactFigures, ...contactRemoval },
  conversations: { ...conversations, ...conversationReplies, ...conversationChanges },
  counts,
  'data-attributes': dataAttributes,
  'data-connectors': dataConnectors,
  entities,
  events,
  jobs,
  messages,
  notes,
  'rate-limit': rateLimit,
  raw,
  segments,
  tags,
  teams,
} as const;

/** A verb with the names under which it is called. */
export interface NamedVerb {
  resource: string;
  name: string;
  verb: Verb;
}

/** Every verb, for whoever makes something of all of them. */
export const namedVerbs: readonly NamedVerb[] = Object.entries(resources).flatMap(([resource, verbs]) =>
  Object.entries(verbs as unknown as Readonly<Record<string, Verb>>).map(([name, verb]) => ({ resource, name, verb })),
);

type Described = typeof resources;

/** Each verb as a method: many items come as an async iterator that stops when its reader does, one item as a promise. */
export type IntercomResources = {
  readonly [R in keyof Described]: {
    readonly [V in keyof Described[R]]: Described[R][V] extends Verb<infer T, infer G>
      ? (input: InputOf<T>) => G
      : never;
  };
};

/** As `IntercomResources`, for jobs that may run again: a verb that makes something asks for its attempt. */
export type RepeatableResources = {
  readonly [R in keyof Described]: {
    readonly [V in keyof Described[R]]: Described[R][V] extends Verb<infer T, infer G, infer E, infer C>
      ? MakesSomething<E, C> extends true
        ? (input: InputOf<T>, attempt: Attempt) => G
        : (input: InputOf<T>) => G
      : never;
  };
};

type MakesSomething<E, C> = E extends 'reads'
  ? false
  : C extends readonly [`POST ${string}`, ...unknown[]]
    ? true
    : false;

/**
 * Every method throws an IntercomError when a call fails: of the kind `not-found` for an id that is nobody's, `forbidden` without
 * the permission, `bad-request` for what Intercom does not take. Other kinds stand at their verb.
 */
export function createIntercomResources(ask: Ask): IntercomResources {
  const client: Record<string, Record<string, unknown>> = {};
  for (const { resource, name, verb } of namedVerbs) {
    client[resource] ??= {};
    client[resource][name] = (input: InputOf<Takes>) => verb.run(ask, input);
  }
  return client as unknown as IntercomResources;
}

// The API's calls about texts.

import { PAGE } from '../../domain/api/operations.ts';
import { shapeOf, statesOf, type TextStatus } from '../../domain/api/text-shape.ts';
import { AppError } from '../../domain/errors.ts';
import { toE164 } from '../../domain/numbers/phone-number.ts';
import { readSoughtNumber } from '../../domain/numbers/sought-number.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { Message } from '../../domain/texts/message.ts';
import { anyText, type TextSearch } from '../../domain/texts/text-search.ts';
import { decisionOf } from '../../domain/texts/told-trace.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OpenWorkspace } from '../../services/context.ts';
import type { listApiTexts, readApiText } from '../../services/texts/read-api-texts.ts';
import type { SentByApi, TextAsked } from '../../services/texts/send-by-api.ts';
import { tellDecision } from '../../words/trace.ts';
import type { Call } from './call.ts';
import { nameIn } from './contacts.ts';
import { tellSent } from './sent.ts';
import { readTime, throwIf } from './values.ts';

export interface TextCalls {
  clock: Clock;
  listApiTexts(workspace: OpenWorkspace, search: TextSearch, limit: number): ReturnType<typeof listApiTexts>;
  readApiText(workspace: OpenWorkspace, id: string): ReturnType<typeof readApiText>;
  sendByApi(workspace: OpenWorkspace, asked: TextAsked): Promise<SentByApi>;
}

export function textsCalls(door: TextCalls) {
  return {
    async list({ workspace, query }: Call): Promise<unknown> {
      const limit = Number(query['limit'] ?? PAGE.usual);
      const { texts, older } = await door.listApiTexts(workspace, readSearch(workspace, query), limit);
      return { data: texts.map(shapeOf), next_cursor: older };
    },

    async send({ workspace, body, once, keyName }: Call): Promise<unknown> {
      const now = door.clock.now();
      const asked = readSending(workspace, body as Sending, now);
      return tellSent(await door.sendByApi(workspace, { ...asked, once, byKey: keyName }));
    },

    async one({ workspace, params }: Call): Promise<unknown> {
      const found = await door.readApiText(workspace, params['id'] ?? '');
      if (found === undefined) throw new AppError('not-found', { kind: 'api-not-found', what: 'text' });
      const reader = { zone: workspace.timezone, now: new Date(door.clock.now()) };
      return {
        ...shapeOf(found),
        events: found.events.map(({ state, at, source, errorCode }) => ({
          ...{ status: state, at: at.toISOString(), source, error_code: errorCode },
        })),
        trace: found.trace.map((fact) => ({
          ...{ step: fact.kind, decision: decisionOf(fact), why: tellDecision(fact, reader) },
        })),
      };
    },
  };
}

/** The person is a number, or an object with one name of the contact. `from` and `template_id` are older names. */
interface Sending extends Readonly<Record<string, unknown>> {
  to?: string | Readonly<Record<string, string>>;
  sender?: string;
  from?: string;
  body?: string;
  template?: string;
  template_id?: string;
  values?: Readonly<Record<string, unknown>>;
  purpose?: 'transactional' | 'marketing';
  send_at?: string;
}

/** Nobody plans for longer, and a mistyped year must not hide a text. */
const LONGEST_PLAN_MS = 366 * 86_400_000;

function readSending(workspace: OpenWorkspace, sending: Sending, now: number): Omit<TextAsked, 'once'> {
  const {
    to,
    sender,
    from = sender,
    body,
    template,
    template_id: named = template,
    values,
    send_at: at,
    ...rest
  } = sending;
  const { purpose = 'transactional', ...names } = rest;
  const country = countryFor(workspace, preferredSender(workspace, null)) ?? undefined;
  const number = typeof to === 'string' ? toE164(to, country) : null;
  const ours = from === undefined ? null : toE164(from, country);
  const sendAt = readTime(at);
  const isNumber = typeof to === 'string';
  throwIf({
    '/to': (isNumber && number === null) || (to !== undefined && Object.keys(names).length > 0),
    [sender === undefined ? '/from' : '/sender']:
      from !== undefined && (ours === null || !workspace.senders.includes(ours)),
    '/body': (body === undefined) === (named === undefined),
    '/values': values !== undefined && named === undefined,
    '/send_at': sendAt === 'unreadable' || (sendAt !== null && sendAt.getTime() - now > LONGEST_PLAN_MS),
  });
  const words = body === undefined ? { template: named ?? '', ...(values === undefined ? {} : { values }) } : { body };
  const person = number === null ? nameIn(workspace, isNumber || to === undefined ? names : to) : undefined;
  const recipient = person ?? ({ by: 'number', value: number ?? '' } as const);
  return { to: recipient, from: ours, words, purpose, sendAt: sendAt === 'unreadable' ? null : sendAt };
}

function readSearch(workspace: OpenWorkspace, query: Call['query']): TextSearch {
  const { number, conversation_id: conversationId = null, status, direction, since, until, cursor } = query;
  const country = countryFor(workspace, preferredSender(workspace, null));
  const sought = number === undefined ? null : readSoughtNumber(String(number), country);
  const times = { since: readTime(since), until: readTime(until) };
  const before = cursor === undefined ? null : String(cursor);
  throwIf({
    '/number': number !== undefined && sought === null,
    '/since': times.since === 'unreadable',
    '/until': times.until === 'unreadable',
    '/cursor': before !== null && !isUuid(before),
  });
  return {
    ...anyText,
    number: sought,
    conversationId: conversationId === null ? null : String(conversationId),
    states: status === undefined ? [] : statesOf[status as TextStatus],
    direction: direction === undefined ? null : (direction as Message['direction']),
    since: times.since === 'unreadable' ? null : times.since,
    until: times.until === 'unreadable' ? null : times.until,
    before,
  };
}

// Counts, which Intercom has no calls for since 2.0: the totals of searches and lists, and the counts of segments.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/segments (include_count) and the searches.
import { answer, whole } from './asking/answers.ts';
import type { Ask } from './asking/ask.ts';
import { verb } from './asking/verb.ts';
import { segmentList } from './segments.ts';

const total = answer({ type: 'object', properties: { total_count: whole } });

const everybody = { field: 'created_at', operator: '>', value: 0 };

async function countSearch(ask: Ask, of: 'contacts' | 'conversations', query: object): Promise<number> {
  const body = { query, pagination: { per_page: 1 } };
  const answered =
    of === 'contacts'
      ? await ask('POST /contacts/search', { body }, total)
      : await ask('POST /conversations/search', { body }, total);
  return answered.total_count ?? 0;
}

function inState(state: string) {
  return { field: 'state', operator: '=', value: state };
}

const countShows = ['name', 'count'] as const;

export const counts = {
  /** Contacts by role, companies, and conversations by state. Companies without contacts are not counted. */
  workspace: verb({
    calls: ['POST /contacts/search', 'POST /companies/list', 'POST /conversations/search'],
    effect: 'reads',
    takes: {},
    shows: countShows,
    async *run(ask) {
      yield { name: 'contacts', count: await countSearch(ask, 'contacts', everybody) };
      for (const role of ['user', 'lead'])
        yield {
          name: `${role}s`,
          count: await countSearch(ask, 'contacts', { field: 'role', operator: '=', value: role }),
        };
      const companies = await ask('POST /companies/list', { query: { page: 1, per_page: 1 } }, total);
      yield { name: 'companies', count: companies.total_count ?? 0 };
      yield { name: 'conversations', count: await countSearch(ask, 'conversations', everybody) };
      for (const state of ['open', 'closed', 'snoozed'])
        yield { name: `${state} conversations`, count: await countSearch(ask, 'conversations', inState(state)) };
    },
  }),

  segments: verb({
    calls: ['GET /segments'],
    effect: 'reads',
    takes: {},
    shows: ['id', 'name', 'count'],
    async *run(ask) {
      const list = await ask('GET /segments', { query: { include_count: true } }, segmentList);
      for (const { id, name, count } of list.segments) yield { id, name: name ?? id, count: count ?? null };
    },
  }),
} as const;

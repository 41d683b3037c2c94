// Admins, as Intercom calls teammates.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/admins.
import { answer, flag, record, text } from './asking/answers.ts';
import { positional, verb } from './asking/verb.ts';

const adminSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    type: text,
    id: { type: ['string', 'integer'] },
    name: text,
    email: text,
    job_title: text,
    away_mode_enabled: flag,
    has_inbox_seat: flag,
    team_ids: { type: ['array', 'null'] },
  },
} as const;

const oneAdmin = answer(adminSchema);
const adminList = answer({
  type: 'object',
  required: ['admins'],
  properties: { admins: { type: 'array', items: adminSchema } },
});
const me = answer({ ...adminSchema, properties: { ...adminSchema.properties, app: record } });

const adminShows = ['id', 'name', 'email', 'has_inbox_seat'] as const;

export const admins = {
  /** The token's owner, with the workspace as `app`. */
  me: verb({
    calls: ['GET /me'],
    effect: 'reads',
    takes: {},
    shows: adminShows,
    run: (ask) => ask('GET /me', {}, me),
  }),

  find: verb({
    calls: ['GET /admins/{id}'],
    effect: 'reads',
    takes: { id: positional('text') },
    shows: adminShows,
    run: (ask, { id }) => ask('GET /admins/{id}', { at: { id } }, oneAdmin),
  }),

  list: verb({
    calls: ['GET /admins'],
    effect: 'reads',
    takes: {},
    shows: adminShows,
    async *run(ask) {
      yield* (await ask('GET /admins', {}, adminList)).admins;
    },
  }),
} as const;

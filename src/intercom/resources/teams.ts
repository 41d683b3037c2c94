// Teams of teammates.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/teams.
import { answer, text } from './asking/answers.ts';
import { positional, verb } from './asking/verb.ts';

const teamSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    type: text,
    id: { type: ['string', 'integer'] },
    name: text,
    admin_ids: { type: ['array', 'null'] },
  },
} as const;

const oneTeam = answer(teamSchema);
const teamList = answer({
  type: 'object',
  required: ['teams'],
  properties: { teams: { type: 'array', items: teamSchema } },
});

const teamShows = ['id', 'name', 'admin_ids'] as const;

export const teams = {
  find: verb({
    calls: ['GET /teams/{id}'],
    effect: 'reads',
    takes: { id: positional('text') },
    shows: teamShows,
    run: (ask, { id }) => ask('GET /teams/{id}', { at: { id } }, oneTeam),
  }),

  list: verb({
    calls: ['GET /teams'],
    effect: 'reads',
    takes: {},
    shows: teamShows,
    async *run(ask) {
      yield* (await ask('GET /teams', {}, teamList)).teams;
    },
  }),
} as const;

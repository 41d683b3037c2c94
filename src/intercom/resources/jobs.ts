// Jobs: work that Intercom does after its answer.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/jobs.
import { answer, text } from './asking/answers.ts';
import { positional, verb } from './asking/verb.ts';

const oneJob = answer({
  type: 'object',
  required: ['id', 'status'],
  properties: {
    type: text,
    id: { type: 'string' },
    status: { type: 'string' },
    resource_type: text,
    resource_id: text,
    resource_url: text,
    url: text,
  },
});

export const jobs = {
  /** The status is `pending`, `success` or `failed`. */
  status: verb({
    calls: ['GET /jobs/status/{id}'],
    effect: 'reads',
    takes: { id: positional('text') },
    shows: ['id', 'status', 'resource_type', 'resource_id'],
    run: (ask, { id }) => ask('GET /jobs/status/{id}', { at: { id } }, oneJob),
  }),
} as const;

// The rest of Intercom's rate limit, as the headers of its latest answer say.
// Source: developers.intercom.com/docs/references/rest-api/errors/rate-limiting.
import { anything } from './asking/answers.ts';
import { verb } from './asking/verb.ts';

export const rateLimit = {
  /** Asks who the token is of, which costs one call; nulls where the headers say nothing. `reset_at` is in Unix seconds. */
  show: verb({
    calls: ['GET /me'],
    effect: 'reads',
    takes: {},
    shows: ['limit', 'remaining', 'reset_at'],
    async run(ask) {
      await ask('GET /me', {}, anything);
      const allowance = ask.left();
      return {
        limit: allowance?.limit ?? null,
        remaining: allowance?.left ?? null,
        reset_at: allowance === null ? null : Math.ceil(allowance.until / 1000),
      };
    },
  }),
} as const;

// Anything else that Intercom's API has: a method and a path, answered as it comes.

import type { Operation } from '../calls/paths.ts';
import { anything } from './asking/answers.ts';
import { failed } from './asking/failed.ts';
import { may, positional, verb } from './asking/verb.ts';

const methods = /^(GET|POST|PUT|PATCH|DELETE)$/;

/** Every path begins so, and stays at Intercom's host. */
const localPath = /^\/(?!\/)[^\s#{}]*$/;

export const raw = {
  /** Failure `bad-request` for another method, or a path that leads elsewhere. */
  call: verb({
    calls: [],
    effect: 'deletes',
    deletes: ({ method }) => method.toUpperCase() === 'DELETE',
    takes: { method: positional('text'), path: positional('text'), body: may('json') },
    shows: [],
    run: (ask, { method, path, body }) => {
      const named = method.toUpperCase();
      if (!methods.test(named)) throw failed('bad-request', method);
      if (!localPath.test(path)) throw failed('bad-request', path);
      const given = typeof body === 'object' && body !== null ? { body } : {};
      return ask(`${named} ${path}` as Operation, given, anything);
    },
  }),
} as const;

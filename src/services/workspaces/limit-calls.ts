// Limits the calls of an API key: all of its calls to the API and by agents, in every process.
import { SharedLimit } from '../../lib/shared-limit.ts';
import { addApiCalls } from '../../store/workspaces/api-calls.ts';
import type { Storing } from '../context.ts';
import type { Proved } from './prove-key.ts';

const WINDOW_S = 60;

/** The limit of a key, and where it stands. */
export interface Quota {
  isAllowed: boolean;
  most: number;
  windowS: number;
  left: number;
  endsInS: number;
}

export type CallLimit = (proved: Proved) => Promise<Quota>;

/** `most`: calls of one key a minute. */
export function createCallLimit({ database }: Pick<Storing, 'database'>, most: number): CallLimit {
  const limit = new SharedLimit({
    ...{ most, windowMs: WINDOW_S * 1000, now: () => performance.now() },
    add(name, calls) {
      const [workspaceId = '', keyId = ''] = name.split(' ');
      return addApiCalls(database.within(workspaceId), { workspaceId, keyId }, calls, WINDOW_S);
    },
  });
  return async ({ workspace, key }) => {
    const { isAllowed, left, endsInMs } = await limit.take(`${workspace.id} ${key.id}`);
    return { isAllowed, most, windowS: WINDOW_S, left, endsInS: Math.max(1, Math.ceil(endsInMs / 1000)) };
  };
}

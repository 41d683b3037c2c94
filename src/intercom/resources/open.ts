// Opens the resources of one workspace for the service's own work, which shares the pace and the watch of its other calls.
import { type CallOptions, createCall } from '../calls/call.ts';
import { createAsk } from './asking/ask.ts';
import { OneAtATime } from './asking/one-at-a-time.ts';
import { createIntercomResources, type RepeatableResources } from './resources.ts';

/** One for all that scroll in a workspace. */
const scrolls = new Map<string, OneAtATime>();

/** Nothing waits or is asked again here: the queue does that for a job. */
export function openResources(workspaceId: string, options: CallOptions): RepeatableResources {
  const own = scrolls.get(workspaceId) ?? new OneAtATime();
  scrolls.set(workspaceId, own);
  const { now, pace } = options;
  const left = () => pace.left(now());
  return createIntercomResources(createAsk({ call: createCall(options), now, left, scrolls: own, waits: 0 }));
}

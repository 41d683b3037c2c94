// The pretend vendors in a process, as the parts call them.
import { startChild } from './child.ts';
import type { Call } from './upstream.ts';

export interface Upstream {
  url: string;
  pid: number;
  /** Resolves to true once that many calls with words came, and to false after `ms`. */
  awaitCalls(calls: number, ms: number): Promise<boolean>;
  /** Hands over the calls noted since the last time; throws after a call that no part expects. */
  takeCalls(): Promise<Call[]>;
  /** Calls about conversations whose id begins like this are answered 503 from now on; null: none. */
  breakConversations(conversations: string | null): Promise<void>;
  /** Answers every call with this token by `status` from now on, 429 with a time two seconds ahead; null: as usual. */
  hinderToken(token: string, status: 401 | 429 | null): Promise<void>;
  stop(): Promise<void>;
}

export async function startUpstream(): Promise<Upstream> {
  const child = await startChild('upstream');
  return {
    url: String(await child.ask({ kind: 'ready' })),
    pid: child.pid,
    awaitCalls: async (calls, ms) => (await child.ask({ kind: 'await', calls, ms })) === true,
    async takeCalls() {
      const { calls, unexpected } = (await child.ask({ kind: 'take' })) as { calls: Call[]; unexpected: string[] };
      const [first] = unexpected;
      if (first !== undefined)
        throw new Error(`${unexpected.length} calls that a known thread does not cost, such as ${first}.`);
      return calls;
    },
    async breakConversations(conversations) {
      await child.ask({ kind: 'break', conversations });
    },
    async hinderToken(token, status) {
      await child.ask({ kind: 'hinder', token, status });
    },
    stop: () => child.stop(),
  };
}

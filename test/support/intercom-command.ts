// threadwire intercom in this process, through the real command line, against a pretend Intercom whose clock its waits move.
import { commandLine } from '../../src/commands/command-line.ts';
import { wordsFor } from '../../src/commands/failure-words.ts';
import { intercomCommand } from '../../src/commands/intercom/intercom.ts';
import { FailedCommandError } from '../../src/commands/outcome.ts';
import { readTrafficFile } from '../../src/config.ts';
import type { Rank } from '../../src/domain/jobs/queues.ts';
import { createCall } from '../../src/intercom/calls/call.ts';
import { AppPace, Pace } from '../../src/intercom/calls/pace.ts';
import { type Ask, createAsk } from '../../src/intercom/resources/asking/ask.ts';
import { OneAtATime } from '../../src/intercom/resources/asking/one-at-a-time.ts';
import { ManualClock } from '../../src/lib/clock.ts';
import { Secret } from '../../src/lib/sealed.ts';
import { type IntercomStandIn, startIntercom } from '../../src/simulator/intercom/server.ts';
import type { SimulatedWorkspace } from '../../src/simulator/intercom/workspace.ts';
import { Traffic } from '../../src/simulator/stand-in/traffic.ts';

export const TOKEN = 'a-token-of-the-tests';

/** How a command ended, with what it printed and noted. */
export interface Ran {
  code: number;
  output: string;
  notes: string;
}

export interface Desk {
  clock: ManualClock;
  intercom: IntercomStandIn;
  workspace: SimulatedWorkspace;
  traffic: Traffic;
  /** The waits there were, in milliseconds. */
  waits: number[];
  ask: Ask;
  /** As exports ask, which leave the last tenth of the rate limit. */
  askInBulk: Ask;
  /** Types words after `threadwire intercom`; `answer` is what somebody types when asked. */
  run(words: readonly string[], answer?: string): Promise<Ran>;
  /** The same with `--json`, read; fails where the command did. */
  json<T>(...words: string[]): Promise<T>;
  /** Adds so many users, known to the service as own-1, own-2 … */
  addPeople(count: number): void;
  close(): Promise<void>;
}

export async function openDesk(): Promise<Desk> {
  const clock = new ManualClock(Date.UTC(2026, 10, 30, 12));
  const file = readTrafficFile();
  const traffic = new Traffic(file === undefined ? {} : { file });
  const intercom = await startIntercom({ clock, traffic, clientId: 'client', clientSecret: 'secret' });
  const workspace = intercom.addWorkspace({ id: 'desk0001', name: 'Desk', token: TOKEN });
  const waits: number[] = [];
  const askFor = (note: (words: string) => void, rank: Rank = 'person') => {
    const now = () => clock.now();
    const pace = new Pace(new AppPace());
    const told = { now, observe: () => {}, noteTime: () => {} };
    const call = createCall({ apiUrl: intercom.url, token: new Secret(TOKEN), pace, rank, ...told });
    return createAsk({
      call,
      now,
      left: () => pace.left(now()),
      scrolls: new OneAtATime(),
      waits: 3,
      onWait: (ms) => note(`waiting ${ms}`),
      async wait(ms) {
        waits.push(ms);
        clock.advance(ms);
      },
    });
  };

  async function run(words: readonly string[], answer?: string): Promise<Ran> {
    const printed: string[] = [];
    const noted: string[] = [];
    let code = 0;
    const surroundings = {
      open: async ({ note }: { note(words: string): void }) => askFor(note),
      terminal: {
        print: (text: string) => void printed.push(text),
        note: (text: string) => void noted.push(text),
        question: answer === undefined ? null : async () => answer,
      },
      end: (ended: number) => {
        code = ended;
      },
    };
    try {
      await commandLine(['intercom', ...words], [intercomCommand(surroundings)]).parseAsync();
    } catch (error) {
      noted.push(wordsFor(error));
      code = error instanceof FailedCommandError ? error.exitCode : 2;
    }
    return { code, output: printed.join('\n'), notes: noted.join('\n') };
  }

  return {
    clock,
    intercom,
    workspace,
    traffic,
    waits,
    ask: askFor(() => {}),
    askInBulk: askFor(() => {}, 'bulk'),
    run,
    addPeople(count) {
      for (let one = 1; one <= count; one += 1)
        workspace.addContact({ role: 'user', externalId: `own-${one}`, name: `Person ${one}`, announce: false });
    },
    async json<T>(...words: string[]) {
      const ran = await run([...words, '--json']);
      if (ran.code !== 0) throw new Error(`${words.join(' ')}: ${ran.code} ${ran.notes}`);
      return JSON.parse(ran.output) as T;
    },
    async close() {
      await intercom.close();
      await traffic.close();
    },
  };
}

// The command line of the bench: how long, which parts.
import { FlagError, readFlags } from '../src/lib/script-flags.ts';

export const partNames = [
  'accept',
  'thread',
  'latency',
  'calls',
  'start',
  'stuck',
  'panel',
  'tenancy',
  'fairness',
  'backlog',
  'limits',
  'api',
] as const;
export type PartName = (typeof partNames)[number];

export interface Options {
  /** A smoke run: every part once, before anything is warm. It is held against no limit. */
  quick: boolean;
  only: readonly PartName[];
  /** The databases to measure: both, if there are both. */
  on: readonly ('postgres' | 'embedded')[];
  /** Runs of each side, alternating. */
  rounds: number;
  /** Seconds of one run of the accept part. */
  acceptSeconds: number;
  /** Texts of one run of the thread part. */
  texts: number;
  /** Seconds of one run of the latency and stuck parts. */
  pacedSeconds: number;
  /** The number of rows and jobs in full tables, and of texts in a flood. */
  messages: number;
  jobs: number;
  workspaces: number;
  /** Leaves CPU profiles of the services here. */
  profileDir: string | undefined;
}

const full = {
  rounds: 5,
  acceptSeconds: 4,
  texts: 8_000,
  pacedSeconds: 5,
  messages: 1_000_000,
  jobs: 20_000,
  workspaces: 2_000,
};
const quick = {
  rounds: 1,
  acceptSeconds: 1,
  texts: 800,
  pacedSeconds: 1,
  messages: 20_000,
  jobs: 2_000,
  workspaces: 100,
};

export const help = `npm run bench -- [FLAGS]

  --only PARTS        some parts, separated by commas: ${partNames.join(', ')}
  --on DATABASE       postgres or embedded; without it both
  --rounds NUMBER     runs of each side, ${full.rounds} without it
  --quick             every part once and short, held against no limit
  --profile           leaves CPU profiles in artefacts/profiles
  --help              this
`;

/** Throws a FlagError for an unknown flag or part; null where help is asked for. */
export function readOptions(args: readonly string[]): Options | null {
  const values = readFlags(args, {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    on: { type: 'string' },
    rounds: { type: 'string' },
    profile: { type: 'boolean', default: false },
  });
  if (values.help) return null;
  const wanted = values.only === undefined ? partNames : values.only.split(',').map(partNamed);
  if (values.on !== undefined && values.on !== 'postgres' && values.on !== 'embedded')
    throw new FlagError('--on must be postgres or embedded.');
  const on: Options['on'] = values.on === undefined ? ['postgres', 'embedded'] : [values.on];
  const sizes = values.quick ? quick : full;
  const rounds = values.rounds === undefined ? sizes.rounds : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new FlagError('--rounds must be a whole number, 1 or more.');
  return {
    ...sizes,
    quick: values.quick,
    rounds,
    on,
    only: wanted,
    profileDir: values.profile ? 'artefacts/profiles' : undefined,
  };
}

function partNamed(name: string): PartName {
  const found = partNames.find((candidate) => candidate === name.trim());
  if (!found) throw new FlagError(`There is no part "${name}". The parts are ${partNames.join(', ')}.`);
  return found;
}

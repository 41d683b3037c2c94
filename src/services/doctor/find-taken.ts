// Whether the environment names numbers that another workspace uses: those are not used for its own.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { takenFrom } from '../numbers/store-numbers.ts';
import { takenWords } from '../workspaces/set-up-private-workspace.ts';

export async function takenFindings(ctx: Context, { id, source, senders }: OpenWorkspace): Promise<Finding[]> {
  const named = source === 'environment' ? ctx.numbersOfEnvironment : [];
  const taken = await takenFrom(ctx, id, named);
  if (taken.length === 0) return [];
  return [
    {
      severity: 'broken',
      stops: senders.length === 0 ? ['sending', 'receiving'] : [],
      title: 'A number of the environment is another workspace’s',
      cause: takenWords(taken),
      fix: null,
    },
  ];
}

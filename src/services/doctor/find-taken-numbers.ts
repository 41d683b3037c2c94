// Finds numbers of the environment that another workspace uses: this workspace does not use them.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { takenFrom } from '../numbers/store-numbers.ts';

export async function takenFindings(ctx: Context, { id, source, senders }: OpenWorkspace): Promise<Finding[]> {
  const named = source === 'environment' ? ctx.numbersOfEnvironment : [];
  const numbers = await takenFrom(ctx, id, named);
  if (numbers.length === 0) return [];
  return [
    {
      severity: 'broken',
      stops: senders.length === 0 ? ['sending', 'receiving'] : [],
      found: { check: 'numbers', kind: 'taken', numbers },
      fix: null,
    },
  ];
}

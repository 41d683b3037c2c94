// The doctor's findings as people read them.
import type { Finding } from '../../src/domain/doctor/finding.ts';
import type { SettingsContext } from '../../src/services/changes/change.ts';
import { type OpenWorkspace, within } from '../../src/services/context.ts';
import { diagnose } from '../../src/services/doctor/diagnose.ts';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { type ToldFinding, tellFinding } from '../../src/words/doctor/findings.ts';

export type ReadFinding = Pick<Finding, 'stops' | 'senders'> & ToldFinding;

export function inWords({ stops, senders, ...finding }: Finding, zone = 'UTC'): ReadFinding {
  const told = tellFinding({ stops, senders, ...finding } as Finding, zone);
  return { ...told, ...(stops ? { stops } : {}), ...(senders ? { senders } : {}) };
}

export async function diagnoseInWords(ctx: SettingsContext, workspace: OpenWorkspace): Promise<ReadFinding[]> {
  return (await diagnose(ctx, workspace)).map((finding) => inWords(finding, workspace.timezone));
}

/** Everything that the doctor finds now in a workspace. */
export async function findingsOf(world: World, workspaceId = WORKSPACE_ID): Promise<ReadFinding[]> {
  const workspace = await world.app.ctx.workspaces.get(workspaceId);
  return diagnoseInWords(within(world.app.ctx, workspaceId), workspace);
}

/** The findings that somebody has to do something about. */
export const troublesOf = async (world: World, workspaceId?: string): Promise<ReadFinding[]> =>
  (await findingsOf(world, workspaceId)).filter(({ severity }) => severity !== 'fine');

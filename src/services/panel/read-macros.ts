// Reads the macros of Intercom that an agent may see: everyone's, and those of the agent's teams.
import type { PanelTemplate } from '../../domain/panel.ts';
import type { Macro } from '../../intercom/calls/macro-page.ts';
import { inTime } from '../in-time.ts';
import type { PanelRequest } from './panel-request.ts';

/** Each page is a call that an agent waits for. */
const MOST_PAGES = 10;

export interface MacrosRead {
  macros: PanelTemplate[];
  /** There are more, or may be: Intercom was too slow to give all of them. */
  isCut: boolean;
}

/** Throws where Intercom gives none at all. */
export async function readMacros(request: PanelRequest): Promise<MacrosRead> {
  const { macros, isCut } = await readPages(request);
  const teams = macros.some(({ teamIds }) => teamIds !== null) ? await teamsOfAgent(request) : [];
  const visible = macros.filter(({ body, teamIds }) => body.trim() !== '' && isSeenBy(teamIds, teams));
  return { macros: visible.map(({ id, name, body }) => ({ id: `macro-${id}`, name, body, source: 'macro' })), isCut };
}

async function readPages({ ctx, workspace }: PanelRequest): Promise<{ macros: Macro[]; isCut: boolean }> {
  const intercom = ctx.intercom(workspace);
  const macros: Macro[] = [];
  let cursor: string | null = null;
  const all = async () => {
    for (let page = 0; page < MOST_PAGES && (page === 0 || cursor !== null); page += 1) {
      const read = await intercom.listMacros(cursor);
      macros.push(...read.macros);
      cursor = read.next;
    }
  };
  try {
    await inTime(all());
  } catch (error) {
    if (macros.length === 0) throw error;
    ctx.log.warn({ workspaceId: workspace.id, err: error }, 'not all macros can be listed');
  }
  return { macros: [...macros], isCut: cursor !== null };
}

/** Without an answer the agent sees the macros of everyone alone. */
async function teamsOfAgent({ ctx, workspace, question }: PanelRequest): Promise<string[]> {
  if (question.adminId === null) return [];
  try {
    return await inTime(ctx.intercom(workspace).getAdminTeams(question.adminId));
  } catch (error) {
    const said = { workspaceId: workspace.id, adminId: question.adminId, err: error };
    ctx.log.warn(said, "an admin's teams are not known");
    return [];
  }
}

function isSeenBy(teamIds: readonly string[] | null, teams: readonly string[]): boolean {
  return teamIds === null || teamIds.some((id) => teams.includes(id));
}

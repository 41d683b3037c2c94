// Two contacts of one number: the offer to merge the lead into the user, and the agent's yes.
import type { MergePair, PanelState } from '../../domain/panel.ts';
import type { PanelProblem } from '../../domain/panel-flash.ts';
import { mergeContacts } from '../contacts/merge-contacts.ts';
import { inTime } from '../in-time.ts';
import { homeScreen } from './home-screen.ts';
import { pairOf } from './merge-pair.ts';
import { frameOf, lookAgain, type PanelRequest, situationOf, withDone, withProblem } from './panel-request.ts';

interface Ids {
  lead: string;
  user: string;
}

export async function mergeScreen(request: PanelRequest, ids: Ids): Promise<PanelState> {
  const found = await findPair(request, ids);
  if (found === null) return homeScreen(withProblem(request, { kind: 'merge-changed' }));
  return { screen: 'merge', ...frameOf(request), ...found };
}

export async function merge(request: PanelRequest, ids: Ids): Promise<PanelState> {
  const { ctx, workspace } = request;
  const found = await findPair(request, ids);
  if (found === null) return homeScreen(withProblem(request, { kind: 'merge-changed' }));
  const { pair, address } = found;
  const back = async (problem: PanelProblem) => homeScreen(withProblem(request, problem));
  try {
    const outcome = await inTime(mergeContacts(ctx, workspace, { leadId: ids.lead, userId: ids.user, address }));
    lookAgain(request);
    if (outcome !== 'merged') return back({ kind: `merge-${outcome}` });
    return homeScreen(withDone(request, { kind: 'merged', into: pair.user.name }));
  } catch (error) {
    ctx.log.warn({ workspaceId: workspace.id, err: error }, 'a merge has no answer yet');
    return back({ kind: 'merge-unanswered' });
  }
}

/** Still the pair of this number, whatever the canvas says. */
async function findPair(
  request: PanelRequest,
  { lead, user }: Ids,
): Promise<{ pair: MergePair; address: string } | null> {
  const situation = await situationOf(request);
  const pair = pairOf(situation);
  if (pair?.lead.contactId !== lead || pair.user.contactId !== user || situation.address === null) return null;
  return { pair, address: situation.address };
}

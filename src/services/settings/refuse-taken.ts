// A number belongs to one workspace: who wants it second is told, and not by whom it is used.
import { nationalForm } from '../../domain/phone-number.ts';
import type { Sender } from '../../domain/workspace.ts';
import { findOtherOwners } from '../../store/workspaces.ts';
import { type Editor, problem, type Refused, type SettingsContext } from './change.ts';

/** The problem where another workspace uses one of these already. */
export async function refuseTaken(
  ctx: SettingsContext,
  { workspace }: Editor,
  senders: readonly Sender[],
  services: readonly { sid: string; name: string }[],
): Promise<Refused | null> {
  const addresses = senders.map(({ address }) => address);
  const [foreign] = await findOtherOwners(ctx.database.owner, workspace.id, addresses);
  const sender = foreign && senders.find(({ address }) => address === foreign.address);
  if (!sender) return null;
  const service = sender.isChosen ? undefined : services.find(({ sid }) => sid === sender.serviceSid);
  const name = `${nationalForm(sender.address)}${service ? `, which is in ${service.name}` : ''}`;
  return problem(`Another workspace uses ${name}. It must let go of it first.`, service ? 'service' : 'number');
}

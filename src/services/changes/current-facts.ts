// Reads the present facts of every form of the settings.
import type { Facts } from '../../domain/settings/facts.ts';
import { factsOf } from '../../domain/settings-facts.ts';
import type { Db } from '../../store/database/database.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import { listMembers } from '../../store/workspaces/sessions.ts';
import type { StoredWorkspace } from '../../store/workspaces/workspaces.ts';
import type { Context } from '../context.ts';

type Ends = Record<'authToken' | 'nextAuthToken' | 'apiSecret', string | null> & {
  sharedKeys: { id: string; end: string | null }[];
};

export async function currentFacts(
  ctx: Pick<Context, 'sealer'>,
  db: Db,
  stored: StoredWorkspace,
): Promise<Record<string, Facts>> {
  const { workspace } = stored;
  const templates = await listTemplates(db, workspace.id);
  const members = await listMembers(db, workspace.id);
  return factsOf({ workspace, secretEnds: secretEnds(ctx, stored), templates, members });
}

/** The last four characters of each that can be opened: all that is ever shown of a secret. */
export function secretEnds(ctx: Pick<Context, 'sealer'>, { workspace, sealed, sharedKeys }: StoredWorkspace): Ends {
  const end = (secret: string | null) =>
    secret === null ? null : (ctx.sealer.tryOpen(secret, workspace.id)?.reveal().slice(-4) ?? null);
  return {
    authToken: end(sealed.twilioAuthToken),
    nextAuthToken: end(sealed.twilioNextAuthToken),
    apiSecret: end(sealed.twilioApiSecret),
    sharedKeys: sharedKeys.map((key) => ({ id: key.id, end: end(key.sealed) })),
  };
}

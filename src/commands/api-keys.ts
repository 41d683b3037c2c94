// threadwire api-keys: makes, lists and revokes the keys with which a workspace's own systems call the API.
import { isScope, LONGEST_NAME, MOST_KEYS, type Scope, scopes } from '../domain/api-keys.ts';
import { AppError } from '../domain/errors.ts';
import type { Context, OpenWorkspace } from '../services/context.ts';
import { apiKeyWords } from '../words/operator/api-keys.ts';
import { commandHelp, complaints, optionHelp } from '../words/operator/commands.ts';
import { exitCodes, type Outcome, UsageError } from './outcome.ts';
import { group, verb } from './verb.ts';

const DAY_MS = 86_400_000;
const workspaceOption = { type: 'string', demandOption: true, describe: optionHelp.workspace } as const;

const create = verb({
  name: 'create',
  tells: commandHelp.apiKeysCreate,
  asks: (yargs) =>
    yargs
      .option('workspace', workspaceOption)
      .option('scopes', { type: 'string', demandOption: true, describe: optionHelp.scopes(scopes) })
      .option('name', { type: 'string', default: 'API key', describe: optionHelp.keyName })
      .option('days', { type: 'number', describe: optionHelp.keyDays }),
  work: (asked) =>
    withWorkspace(asked.workspace, async (ctx, workspace) => {
      const name = asked.name.trim();
      if (name === '' || name.length > LONGEST_NAME) throw new UsageError(complaints.keyName(LONGEST_NAME));
      const wanted = readScopes(asked.scopes);
      const expiresAt = readDays(asked.days, ctx.clock.now());
      const { makeApiKey } = await import('../services/workspaces/api-keys.ts');
      const made = await makeApiKey(ctx, { workspace, adminId: null }, { name, scopes: wanted, expiresAt });
      if (made === null) throw new UsageError(complaints.tooManyKeys(MOST_KEYS));
      const data = { ...made, scopes: wanted, expires_at: expiresAt?.toISOString() ?? null };
      return { lines: [made.key, apiKeyWords.shownOnce], data };
    }),
});

const list = verb({
  name: 'list',
  tells: commandHelp.apiKeysList,
  asks: (yargs) => yargs.option('workspace', workspaceOption),
  work: ({ workspace: id }) =>
    withWorkspace(id, async (ctx, workspace) => {
      const [{ listKeys }, { columns }] = await Promise.all([
        import('../services/workspaces/api-keys.ts'),
        import('./columns.ts'),
      ]);
      const keys = await listKeys(ctx, workspace.id);
      const now = new Date(ctx.clock.now());
      const lines = columns(
        keys.map((key) => [key.id, `…${key.ending}`, key.name, key.scopes.join(), apiKeyWords.standing(key, now)]),
      );
      const data = keys.map((key) => ({
        ...{ id: key.id, name: key.name, ending: key.ending, scopes: key.scopes, created_at: key.createdAt },
        ...{ expires_at: key.expiresAt, last_used_at: key.lastUsedAt, revoked_at: key.revokedAt },
      }));
      return { lines: keys.length === 0 ? [apiKeyWords.none] : lines, data };
    }),
});

const revoke = verb({
  name: 'revoke <id>',
  tells: commandHelp.apiKeysRevoke,
  asks: (yargs) =>
    yargs
      .positional('id', { type: 'string', demandOption: true, describe: optionHelp.keyId })
      .option('workspace', workspaceOption),
  work: ({ id, workspace: workspaceId }) =>
    withWorkspace(workspaceId, async (ctx, workspace) => {
      const { listKeys, revokeKey } = await import('../services/workspaces/api-keys.ts');
      const key = (await listKeys(ctx, workspace.id)).find((one) => one.id === id);
      const isDone = key !== undefined && (await revokeKey(ctx, { workspace, adminId: null }, key));
      const lines = [isDone ? apiKeyWords.revoked(key.name) : apiKeyWords.noSuchKey];
      return { lines, data: { revoked: isDone }, ...(isDone ? {} : { code: exitCodes.failed }) };
    }),
});

export const apiKeys = group('api-keys', commandHelp.apiKeys, [create, list, revoke]);

function readScopes(text: string): Scope[] {
  const words = [...new Set(text.split(',').map((word) => word.trim()))];
  const wanted = words.filter(isScope);
  if (wanted.length !== words.length) throw new UsageError(complaints.unknownScope(scopes));
  return wanted;
}

/** Null: it never expires. */
function readDays(days: number | undefined, now: number): Date | null {
  if (days === undefined) return null;
  if (!Number.isInteger(days) || days < 1 || days > 3_650) throw new UsageError(complaints.keyDays);
  return new Date(now + days * DAY_MS);
}

async function withWorkspace(
  id: string,
  work: (ctx: Context, workspace: OpenWorkspace) => Promise<Outcome>,
): Promise<Outcome> {
  const [{ withService }, { within }] = await Promise.all([import('./service.ts'), import('../services/context.ts')]);
  return withService(async ({ ctx }) => {
    const workspace = await ctx.workspaces.find(id);
    if (!workspace) throw new AppError('not-found', { kind: 'unknown-workspace', workspaceId: id });
    return work(within(ctx, id), workspace);
  });
}

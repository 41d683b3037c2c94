// Makes and revokes keys of the API for an admin; a key that was made is shown in the answer alone.

import { LONGEST_NAME, type MadeKey, MOST_KEYS } from '../../domain/api-keys.ts';
import type { CommandOf } from '../../domain/settings/commands.ts';
import type { NotSaved, Saved } from '../../domain/settings/saved.ts';
import { isVisible } from '../../domain/well-formed.ts';
import { type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { listKeys, makeApiKey, revokeKey } from '../workspaces/api-keys.ts';

const DAY_MS = 86_400_000;
const gone = problem({ kind: 'key-gone' });

export async function makeKey(
  ctx: SettingsContext,
  editor: Editor,
  { name, scopes, days }: CommandOf<'make-api-key'>,
): Promise<MadeKey | NotSaved> {
  if (!isVisible(name) || name.length > LONGEST_NAME)
    return problem({ kind: 'key-name-form', most: LONGEST_NAME }, 'key_name');
  if (scopes.length === 0) return problem({ kind: 'key-scopes-missing' }, 'scopes');
  const expiresAt = days === null ? null : new Date(ctx.clock.now() + days * DAY_MS);
  const made = await makeApiKey(ctx, editor, { name, scopes, expiresAt });
  return made === null ? problem({ kind: 'too-many-keys', most: MOST_KEYS }) : { name, key: made.key };
}

export async function endKey(
  ctx: SettingsContext,
  editor: Editor,
  { id }: CommandOf<'revoke-api-key'>,
): Promise<Saved> {
  const key = (await listKeys(ctx, editor.workspace.id)).find((one) => one.id === id);
  if (key === undefined || !(await revokeKey(ctx, editor, key))) return gone;
  return { ok: true, done: [{ kind: 'key-revoked', name: key.name }] };
}

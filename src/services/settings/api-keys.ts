// Keys for the workspace's own systems: shown once, kept as hashes.
import { isUuid } from '../../domain/uuid.ts';
import { hashOf } from '../../lib/sealed.ts';
import { insertApiKey, listApiKeys, revokeApiKey } from '../../store/workspaces/api-keys.ts';
import { change, type Editor, type Form, field, problem, type Saved, type SettingsContext } from '../changes/change.ts';
import { nowOf } from '../context.ts';

const LONGEST_NAME = 100;

export async function makeApiKey(
  ctx: SettingsContext,
  editor: Editor,
  form: Form,
): Promise<{ key: string } | Extract<Saved, { ok: false }>> {
  const name = field(form, 'name');
  if (name === '') return { ok: false, problems: { name: 'Write what the key is for.' } };
  if (name.length > LONGEST_NAME)
    return { ok: false, problems: { name: `Write a name of at most ${LONGEST_NAME} characters.` } };
  const key = `tw_${ctx.newSecret()}`;
  const stored = {
    workspaceId: editor.workspace.id,
    id: ctx.newId(),
    name,
    hash: hashOf(key),
    end: key.slice(-4),
    at: nowOf(ctx),
  };
  await change(ctx, editor, `Made the API key ${name}.`, (trx) => insertApiKey(trx, stored));
  return { key };
}

export async function endApiKey(ctx: SettingsContext, editor: Editor, form: Form): Promise<Saved> {
  const id = field(form, 'key') || field(form, 'id');
  if (!isUuid(id)) return problem('That key is no longer there.');
  const name = (await listApiKeys(ctx.db, editor.workspace.id)).find((key) => key.id === id)?.name ?? '';
  const wasThere = await change(ctx, editor, `Revoked the API key ${name}.`, (trx) =>
    revokeApiKey(trx, editor.workspace.id, id, nowOf(ctx)),
  );
  return wasThere
    ? { ok: true, words: 'Revoked: it opens nothing any more.' }
    : problem('That key is no longer there.');
}

// Keys for the workspace's own systems: shown once, kept as hashes.
import { hashOf } from '../../lib/sealed.ts';
import { insertApiKey, revokeApiKey } from '../../store/api-keys.ts';
import { nowOf } from '../context.ts';
import { change, type Editor, type Form, field, problem, type Saved, type SettingsContext } from './change.ts';

export async function makeApiKey(
  ctx: SettingsContext,
  editor: Editor,
  form: Form,
): Promise<{ key: string } | Extract<Saved, { ok: false }>> {
  const name = field(form, 'name').slice(0, 100);
  if (name === '') return { ok: false, problems: { name: 'Write what the key is for.' } };
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
  let wasThere = false;
  const id = field(form, 'key') || field(form, 'id');
  if (!/^[\da-f-]{36}$/.test(id)) return problem('That key is no longer there.');
  await change(ctx, editor, 'Revoked an API key.', async (trx) => {
    wasThere = await revokeApiKey(trx, editor.workspace.id, id, nowOf(ctx));
  });
  return wasThere
    ? { ok: true, words: 'Revoked: it opens nothing any more.' }
    : problem('That key is no longer there.');
}

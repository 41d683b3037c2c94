// Lets texts go that a limit held, with what an admin decides about the limit of the day.
import type { CommandOf } from '../../domain/settings/commands.ts';
import type { Saved } from '../../domain/settings/saved.ts';
import { type Changer, change, type SettingsContext } from '../changes/change.ts';
import { releaseHeld } from '../texts/release-held.ts';

export async function releaseHeldTexts(
  ctx: SettingsContext,
  editor: Changer,
  { country, how, raised }: CommandOf<'release-held'>,
): Promise<Saved> {
  // The line of the history is written once the texts are counted.
  const entry = { kind: 'held-released' as const, country, how, texts: 0 };
  await change(ctx, editor, entry, async (_trx, { workspace }, unit) => {
    entry.texts = await releaseHeld(ctx, unit, workspace, { country, how, raised });
  });
  return { ok: true, done: [{ kind: 'held-released', country, texts: entry.texts }] };
}

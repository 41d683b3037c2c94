// Everything stored sealed is sealed anew with the newest key, one by one, while the service goes on using and changing them.
import {
  findSecret,
  readSecrets,
  replaceSecret,
  type SealedSecret,
  type SecretPlace,
} from '../../store/workspaces/secrets.ts';
import type { Context } from '../context.ts';

type RotateContext = Pick<Context, 'db' | 'sealer'>;

export interface Rotation {
  /** How many were sealed with an older key. */
  resealed: number;
  /** How many were sealed with the newest key already. */
  newest: number;
  /** What no key opens, which is left as it is. */
  unopened: SecretPlace[];
}

export async function rotateKeys(ctx: RotateContext): Promise<Rotation> {
  const rotation: Rotation = { resealed: 0, newest: 0, unopened: [] };
  for await (const secret of readSecrets(ctx.db)) {
    const outcome = await reseal(ctx, secret);
    if (outcome === 'unopened') rotation.unopened.push(secret.place);
    else if (outcome !== 'gone') rotation[outcome] += 1;
  }
  return rotation;
}

/** One that was changed meanwhile is looked at again: the change stays. */
async function reseal(
  ctx: RotateContext,
  { place, sealed: read }: SealedSecret,
): Promise<'resealed' | 'newest' | 'unopened' | 'gone'> {
  const { workspaceId } = place;
  for (let sealed: string | null = read; sealed !== null; sealed = await findSecret(ctx.db, place)) {
    const resealed = ctx.sealer.tryReseal(sealed, workspaceId);
    if (resealed === null) return 'unopened';
    if (ctx.sealer.isNewest(sealed)) return 'newest';
    if (await replaceSecret(ctx.db, { place, sealed }, resealed)) return 'resealed';
  }
  return 'gone';
}

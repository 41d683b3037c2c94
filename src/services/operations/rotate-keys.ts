// Seals every stored secret anew with the newest key, one by one, while the service uses and changes them.
import {
  findSecret,
  readSecrets,
  replaceSecret,
  type SealedSecret,
  type SecretRow,
} from '../../store/workspaces/secrets.ts';
import type { Context } from '../context.ts';

type RotateContext = Pick<Context, 'db' | 'sealer'>;

export interface Rotation {
  /** The number of secrets that had an older key. */
  resealed: number;
  /** The number of secrets that had the newest key already. */
  newest: number;
  /** Secrets that no key opens, which stay as they are. */
  unopened: SecretRow[];
}

export async function rotateKeys(ctx: RotateContext): Promise<Rotation> {
  const rotation: Rotation = { resealed: 0, newest: 0, unopened: [] };
  for await (const secret of readSecrets(ctx.db)) {
    const outcome = await reseal(ctx, secret);
    if (outcome === 'unopened') rotation.unopened.push(secret.row);
    else if (outcome !== 'gone') rotation[outcome] += 1;
  }
  return rotation;
}

/** Looks again at a secret that was changed meanwhile, so that the change stays. */
async function reseal(
  ctx: RotateContext,
  { row, sealed: read }: SealedSecret,
): Promise<'resealed' | 'newest' | 'unopened' | 'gone'> {
  const { workspaceId } = row;
  for (let sealed: string | null = read; sealed !== null; sealed = await findSecret(ctx.db, row)) {
    const resealed = ctx.sealer.tryReseal(sealed, workspaceId);
    if (resealed === null) return 'unopened';
    if (ctx.sealer.isNewest(sealed)) return 'newest';
    if (await replaceSecret(ctx.db, { row, sealed }, resealed)) return 'resealed';
  }
  return 'gone';
}

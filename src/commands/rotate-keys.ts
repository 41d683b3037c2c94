// threadwire rotate-keys: seals every stored secret with the newest key, so that the older ones can be taken away.
import { readKeysConfig } from '../config.ts';
import { exitCodes } from './outcome.ts';
import { nothing, verb } from './verb.ts';

export const rotateKeys = verb({
  name: 'rotate-keys',
  tells: 'Seal every stored secret with the newest of ENCRYPTION_KEYS, so that older ones can go',
  asks: nothing,
  async work(_asked, output) {
    const config = readKeysConfig();
    const [{ withStore }, { Sealer }, operations] = await Promise.all([
      import('./store.ts'),
      import('../lib/sealed.ts'),
      import('../services/operations/rotate-keys.ts'),
    ]);
    const sealer = new Sealer(config.encryptionKeys);
    const rotation = await withStore(config, output, ({ database }) =>
      operations.rotateKeys({ db: database.owner, sealer }),
    );
    const { resealed, newest, unopened } = rotation;
    for (const { workspaceId, kind } of unopened)
      output.note(`No key opens the ${kind} of workspace ${workspaceId}: it was left as it is.`);
    return {
      lines: [`Re-sealed ${resealed} with key ${config.encryptionKeys[0]?.id}; ${newest} had it already.`],
      data: { key: config.encryptionKeys[0]?.id, ...rotation },
      code: unopened.length > 0 ? exitCodes.amiss : exitCodes.done,
    };
  },
});

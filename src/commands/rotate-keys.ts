// threadwire rotate-keys: seals every stored secret with the newest key, so that older keys can go.
import { readKeysConfig } from '../config.ts';
import { answers, commandHelp, complaints } from '../words/operator/commands.ts';
import { exitCodes } from './outcome.ts';
import { nothing, verb } from './verb.ts';

export const rotateKeys = verb({
  name: 'rotate-keys',
  tells: commandHelp.rotateKeys,
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
    for (const { workspaceId, kind } of unopened) output.note(complaints.unopened(kind, workspaceId));
    return {
      lines: [answers.rotated({ resealed, newest, key: config.encryptionKeys[0]?.id ?? '' })],
      data: { key: config.encryptionKeys[0]?.id, ...rotation },
      code: unopened.length > 0 ? exitCodes.amiss : exitCodes.done,
    };
  },
});

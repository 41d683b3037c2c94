// A stranger at the files of texts: with tokens of their own, worn out, changed, or crossed with what is the victim's.
import { randomBytes } from 'node:crypto';
import { MediaTokens } from '../../src/services/media-tokens.ts';
import type { Attempt } from './credentials.ts';
import type { Cast } from './tenants.ts';
import { idsOfVictim } from './text-attempts.ts';

export async function mediaAttempts(cast: Cast): Promise<Attempt[]> {
  const { victim, stranger, world } = cast;
  const { clock, mediaTokens } = world.app.ctx;
  const [fileId = ''] = await idsOfVictim(cast, 'files');
  const file = { workspaceId: victim.workspace.id, fileId };
  const soon = new Date(clock.now() + 3_600_000);
  const right = mediaTokens.make(file, soon);
  const tokens: Record<string, string> = {
    'a token whose time is over': mediaTokens.make(file, new Date(clock.now() - 120_000)),
    'a token of its own workspace with the id of the file': mediaTokens.make(
      { workspaceId: stranger.workspace.id, fileId },
      soon,
    ),
    'a token of another service': new MediaTokens([{ id: 'other', key: randomBytes(32) }]).make(file, soon),
    'a token that was cut': right.slice(0, -2),
    'the id of the file': fileId,
  };
  const refused = Object.entries(tokens).map(([what, token]) => ({ what, request: asked(token), status: 404 }));
  return [...refused, { what: 'the token that the victim gave it', request: asked(right), status: 200, isGiven: true }];
}

function asked(token: string): Attempt['request'] {
  return { method: 'GET', path: `/media/${token}` };
}

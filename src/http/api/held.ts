// The API's calls about texts that wait for a person, and about work that was given up.
import { AppError } from '../../domain/errors.ts';
import { isDone, type TextDone } from '../../domain/text-done.ts';
import type { DeadLetterRow } from '../../domain/texts-page.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { OpenWorkspace } from '../../services/context.ts';
import type { Call } from './call.ts';
import { pageIn } from './pages.ts';

export interface HeldCalls {
  actOnApiText(
    workspace: OpenWorkspace,
    what: { id: string; act: 'release' | 'cancel' },
  ): Promise<TextDone | undefined>;
  listApiLetters(workspace: OpenWorkspace): Promise<DeadLetterRow[]>;
  settleApiLetter(workspace: OpenWorkspace, what: { id: string; how: 'try-again' | 'drop' }): Promise<TextDone>;
}

export function heldCalls(door: HeldCalls) {
  const act =
    (what: 'release' | 'cancel') =>
    async ({ workspace, params }: Call): Promise<unknown> => {
      const id = params['id'] ?? '';
      const done = isUuid(id) ? await door.actOnApiText(workspace, { id, act: what }) : undefined;
      if (done === undefined) throw new AppError('not-found', { kind: 'api-not-found', what: 'text' });
      return told(done);
    };
  const settle =
    (how: 'try-again' | 'drop') =>
    async ({ workspace, params }: Call): Promise<unknown> => {
      const id = params['id'] ?? '';
      return told(isUuid(id) ? await door.settleApiLetter(workspace, { id, how }) : { kind: 'letter-gone' });
    };
  return {
    release: act('release'),
    cancel: act('cancel'),
    retry: settle('try-again'),
    drop: settle('drop'),
    async letters({ workspace, query }: Call): Promise<unknown> {
      const { data: letters, next_cursor } = pageIn(await door.listApiLetters(workspace), query);
      const data = letters.map((letter) => ({
        ...{ id: letter.id, queue: letter.queue, reason: letter.reason, tries: letter.attempts },
        ...{ text_id: letter.messageId, queued_at: letter.enqueuedAt.toISOString() },
        given_up_at: letter.buriedAt.toISOString(),
      }));
      return { data, next_cursor };
    },
  };
}

function told(done: TextDone) {
  return { done: isDone(done), reason: isDone(done) ? null : done.kind };
}

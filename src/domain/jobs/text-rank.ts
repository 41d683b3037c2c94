// The rank of a text's job: people's texts go before automation's.
import type { Author } from '../texts/message.ts';
import type { Purpose } from '../texts/purpose.ts';
import type { Rank } from './queues.ts';

/** Nobody waits for a text of automation, unless the customer has just written. `isAnswer`: it answers or confirms their words. */
export function rankOf(text: { author: Pick<Author, 'kind'> | null; purpose: Purpose; isAnswer: boolean }): Rank {
  const { author, purpose, isAnswer } = text;
  return author?.kind === 'automation' && purpose !== 'conversation' && !isAnswer ? 'automation' : 'person';
}

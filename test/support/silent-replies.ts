// A reply of which Twilio tells nothing by itself, so that a story posts its statuses.
import { storedTexts } from './database/stored.ts';
import type { Cast } from './story.ts';

/** Theo has replied; returns what names each of its texts in a status. */
export async function repliesInSilence({ world, maya, theo }: Cast, words = 'Tomorrow.') {
  world.twilio.fare(maya.number, { silent: true });
  theo.replies(words);
  await world.settle();
  return (await storedTexts(world)).map(({ id, sid }) => ({ messageId: id, sid: sid ?? '' }));
}

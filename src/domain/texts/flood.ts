// A flood: so many texts of one number within a minute that a message for each would make the inbox useless.
const MINUTE_MS = 60_000;

/** More texts than this within a minute are a flood. */
export const FLOOD_TEXTS = 20;

/** A part that Intercom takes and an agent can read. Texts beyond one of these begin another part. */
const MOST_TEXTS = 200;
const MOST_CHARACTERS = 20_000;
/** Source: https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/replyconversation */
const MOST_FILES = 10;

/** How many texts of a thread came in the minute of the latest one, and in the minute before. */
export interface Pace {
  minute: Date;
  texts: number;
  before: number;
}

/** The pace once these came too, of which the first came at `at`. A text that comes out of its time changes nothing. */
export function paceAfter(pace: Pace | null, at: Date, texts = 1): Pace {
  const minute = minuteOf(at);
  if (pace === null) return { minute, texts, before: 0 };
  const minutes = Math.round((minute.getTime() - pace.minute.getTime()) / MINUTE_MS);
  if (minutes < 0) return pace;
  if (minutes === 0) return { ...pace, texts: pace.texts + texts };
  return { minute, texts, before: minutes === 1 ? pace.texts : 0 };
}

/** `pace`: with the text that came at `at`. The minute before counts as far as it lies within sixty seconds. */
export function isFlood({ minute, texts, before }: Pace, at: Date): boolean {
  const passed = (at.getTime() - minute.getTime()) / MINUTE_MS;
  return passed >= 0 && passed < 1 && texts + before * (1 - passed) > FLOOD_TEXTS;
}

/** The texts of a flood wait for this moment, and then stand in one part. */
export function minuteEnd(at: Date): Date {
  return new Date(minuteOf(at).getTime() + MINUTE_MS);
}

function minuteOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);
}

export interface Joining {
  id: string;
  sender: string;
  characters: number;
  files: number;
}

/**
 * The ids of the texts that share the part of the first one. `waiting`: in their order. A text to another number of ours ends
 * it, since that one has its own thread.
 */
export function joinedBy(first: Joining, waiting: readonly Joining[]): string[] {
  const ids: string[] = [];
  let [characters, files] = [0, 0];
  for (const text of [first, ...waiting.filter(({ id }) => id !== first.id)]) {
    characters += text.characters;
    files += text.files;
    const isFull = ids.length === MOST_TEXTS || characters > MOST_CHARACTERS || files > MOST_FILES;
    if (ids.length > 0 && (text.sender !== first.sender || isFull)) break;
    ids.push(text.id);
  }
  return ids;
}

// Files of an agent's text that the customer does not get: the cause with its limit, then the next step.
import type { FileProblem } from '../domain/media/file.ts';
import type { NotTexted } from '../domain/media/not-texted.ts';
import { cutWords } from '../domain/texts/cut-words.ts';
import { say, type Words } from './say.ts';
import { sizeInWords } from './sizes.ts';

type Why = NotTexted['why'];

/** A clause after “because”. */
const causes: Words<Why> = {
  'no-mms': ({ why }) => noMms[why],
  'no-mms-type': () => 'phones do not get files of this kind by MMS',
  'over-link': ({ most }) => `the files of a text may have ${sizeInWords(most)} together`,
  'over-mms': ({ size, most }) =>
    `it has ${sizeInWords(size)}, and an MMS from this number carries ${sizeInWords(most)}`,
  'too-many': ({ most }) => `a reply may have up to ${most} files`,
  lost: ({ problem }) => problems[problem],
};

const noMms: Readonly<Record<(Why & { kind: 'no-mms' })['why'], string>> = {
  channel: 'this channel carries no MMS',
  country: 'no MMS goes from this number to the customer’s country',
  sender: 'this number sends no MMS',
};

const problems: Readonly<Record<FileProblem, string>> = {
  'no-answer': 'it could not be fetched',
  'no-room': 'there was no room to keep it',
  'not-taken': 'Intercom does not take it',
  'not-there': 'it was no longer at its address',
  'private-address': 'its address leads to a private network',
  refused: 'its address had expired',
  'store-away': 'it could not be kept',
  'too-large': 'it is too large',
};

const admin = 'An admin can have such files sent as links, in the settings under Pictures and files.';
const again = 'Attach it again in a new reply.';
const link = 'Paste a link to it instead.';

const nextSteps: Words<Why> = {
  'no-mms': () => admin,
  'no-mms-type': () => admin,
  'over-link': () => link,
  'over-mms': () => admin,
  'too-many': () => again,
  lost: () => again,
};

/** For an agent who attaches a file in the panel. */
export function notAttached(why: Why | { kind: 'no-link' }): string {
  if (why.kind === 'no-link')
    return 'A picture or file is attached by its web address, such as https://example.com/label.png.';
  return `The file behind this link cannot be sent, because ${say(causes, why)}.`;
}

/** `what`: the text that the files were part of. */
export function filesNotTexted(files: readonly NotTexted[], what: string): string {
  const [first, ...more] = files;
  if (!first) return '';
  const next = say(nextSteps, first.why);
  if (more.length === 0)
    return `The ${nounOf(first)} in ${what} was not texted, because ${say(causes, first.why)}. ${next}`;
  const lines = files.map((file) => `${nounOf(file)}: ${say(causes, file.why)}`);
  return `${files.length} files in ${what} were not texted (${lines.join('; ')}). ${next}`;
}

const LONGEST_NAME = 60;

function nounOf({ name, type }: NotTexted): string {
  const noun = type.startsWith('image/') ? 'picture' : 'file';
  return name ? `${noun} “${cutWords(name, LONGEST_NAME)}”` : noun;
}

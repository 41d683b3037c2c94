// The notes that agents read in a conversation: the cause first, then who acts, then the next step.
import type { Note, UnreadPhone } from '../domain/notes/note.ts';
import { parseAddress } from '../domain/numbers/phone-number.ts';
import { isUnknownSender } from '../domain/numbers/unknown-sender.ts';
import type { Fault } from '../domain/texts/fault.ts';
import { FLOOD_TEXTS } from '../domain/texts/flood.ts';
import { addressInWords, unreadPhones } from './addresses.ts';
import { buttonLabels, remedyLabels } from './buttons.ts';
import { count } from './counts.ts';
import { inLimits, refusalWords } from './failures/gate.ts';
import { tellFailure } from './failures.ts';
import { fileProblems } from './file-problems.ts';
import { filesNotTexted } from './files-not-texted.ts';
import { limitReached } from './limits.ts';
import { loopWords } from './loops.ts';
import { product } from './names.ts';
import { say, upperFirst, type Words } from './say.ts';
import { textsBeforeInWords } from './texts-before.ts';
import { fullTime } from './times.ts';
import { isScheduled, notGone, nounOf, partInWords, plannedFor, textTo } from './written.ts';

/** A whole note. It opens with the product's name, because Intercom signs it with an agent's. */
export function noteInWords(note: Note): string {
  return `${product}: ${say(notes, note)}`;
}

const notes: Words<Note> = {
  arrived: ({ address, what, part, wasSentAgain }) =>
    sentences(`${partInWords(what, part)} reached ${addressInWords(address)} after all.`, nowThat(wasSentAgain)),
  cancelled: ({ address, what, by }) =>
    `${upperFirst(textTo(address, what))} was cancelled${by === null ? '' : ` by ${by}`}. It was ${notGone(what)}.`,
  'deleted-in-time': ({ address }) => `A message that was deleted here was not texted to ${addressInWords(address)}.`,
  'deleted-too-late': ({ address }) =>
    `A message that was deleted here had already been texted to ${addressInWords(address)}. The customer has it.`,
  failed({ address, fault, what, part, isRestUnsent, remedies: [first] }) {
    const { cause, nextStep } = tellFailure(fault);
    return sentences(
      cause,
      `${partInWords(what, part)} did not reach ${addressInWords(address)}${isRestUnsent ? ', and the rest was not sent' : ''}.`,
      nextStep,
      first === undefined ? '' : wayOut(fault, inPanel(remedyLabels[first])),
      fault.code === 0 ? '' : `(Twilio error ${fault.code})`,
    );
  },
  'files-late': ({ files, why }) =>
    sentences(
      `${missingFiles(files)} not here yet.`,
      fileProblems[why],
      `${product} goes on trying for a day, and shows ${files === 1 ? 'it' : 'them'} here then.`,
    ),
  'files-lost': ({ files, why }) =>
    sentences(
      `${missingFiles(files)} not shown here.`,
      fileProblems[why],
      `Ask the customer to send ${files === 1 ? 'it' : 'them'} again${why === 'too-large' ? ', smaller' : ''}; or ask an admin, who may find ${files === 1 ? 'it' : 'them'} in Twilio’s log (Monitor, Logs, Messaging).`,
    ),
  flood: ({ address }) =>
    sentences(
      `More than ${FLOOD_TEXTS} texts a minute come from ${addressInWords(address)}.`,
      'Until they slow down, the texts of each minute stand in one message here, in their order.',
      'None is lost: the log of texts has each with its time.',
    ),
  'files-not-texted': ({ files, isAnySent }) =>
    sentences(filesNotTexted(files, 'this reply'), isAnySent ? 'The rest of it was texted.' : ''),
  held: ({ address, hours, what }) =>
    sentences(
      `${upperFirst(textTo(address, what))} waited for more than ${hours} hours, so it was ${notGone(what)}.`,
      `If the customer still needs it, ${inPanel(isScheduled(what) ? buttonLabels.write : remedyLabels.again)}`,
    ),
  loop: ({ address, how }) =>
    sentences(
      `Automatic texts to ${addressInWords(address)} are stopped: ${loopWords[how]}.`,
      'Bots and automatic replies are no longer texted here. Your own replies still go.',
      `To undo it, ${inPanel(buttonLabels.resumeAutomatic)}`,
    ),
  'may-stop': ({ address }) =>
    sentences(
      `${addressInWords(address)} may want no more texts.`,
      `If so, ${inPanel(buttonLabels.optOut)}`,
      'Until then your replies are still texted: Twilio did not act on these words.',
    ),
  needless: ({ address }) =>
    `The automatic text above was not texted to ${addressInWords(address)}: somebody had answered, your hours had opened, or it was more than an hour late.`,
  'no-number': ({ why }) => {
    return sentences(
      unreadPhones[why],
      'Your message was not texted.',
      `${phoneFixes[why]}, and your next reply here is texted; or ${inPanel(buttonLabels.enterNumber)}`,
    );
  },
  'not-answerable': ({ address }) =>
    sentences(unanswerable(address), 'Replies in this conversation are not texted. Answer them another way.'),
  'opted-in': ({ address, sender, isStillBlocked, heldBack }) =>
    isStillBlocked
      ? `${addressInWords(address)} wants texts again, and Twilio still blocks ${addressInWords(sender)}. Ask them to text START to that number.`
      : sentences(
          `${addressInWords(address)} has opted back in.`,
          `Replies are texted from ${addressInWords(sender)} again.`,
          heldBackWords(heldBack),
        ),
  'opted-in-by-hand': ({ address, heldBack }) =>
    sentences(
      `Texts to ${addressInWords(address)} were resumed by hand. Replies are texted again.`,
      heldBackWords(heldBack),
    ),
  'opted-out': ({ address, sender, isOursAlone, isConfirmed, coversAll }) => {
    const isAll = coversAll || parseAddress(sender).phone === null;
    return sentences(
      `${addressInWords(address)} has opted out of texts from ${isAll ? 'all of your numbers' : addressInWords(sender)}.`,
      `Replies in this conversation are not texted until the customer texts START to ${isAll ? 'one of them' : 'that number'}.`,
      isOursAlone ? `Twilio did not act on these words and confirmed nothing: ${product} stops the texts itself.` : '',
      isConfirmed ? `${product} confirms it to the customer with one text.` : '',
    );
  },
  'opted-out-by-hand': ({ address, reason }) =>
    sentences(
      `${addressInWords(address)} was opted out of texts by hand, from every number.`,
      'Replies in this conversation are not texted.',
      `To undo it, ${inPanel(buttonLabels.aboutOptOut)}`,
      reason === '' ? '' : `Reason: ${reason}`,
    ),
  'over-limit': ({ address, country }) =>
    sentences(
      limitReached(country),
      `A text to ${addressInWords(address)} waits until an admin lets it go ${inLimits}.`,
      'Further texts there wait, too.',
    ),
  refused: ({ address, sender, reason, what }) => {
    const { cause, next } = say(refusalWords, { kind: reason, address, sender });
    const subject = isScheduled(what) ? `The text ${plannedFor(what)}` : `This ${what}`;
    return sentences(cause, `${subject} was ${notGone(what)}.`, next);
  },
  'said-arrived': ({ address, what }) =>
    `An agent says that ${addressInWords(address)} has this ${nounOf(what)}. It is not sent again.`,
  'sent-again': ({ address, isElsewhere }) =>
    isElsewhere
      ? `The text that did not reach ${addressInWords(address)} was sent again from another conversation. The answer will come in there.`
      : `The text that did not reach ${addressInWords(address)} was sent again from the SMS panel.`,
  waits: ({ address, until, zone, workspaceZone, mayGoNow }) =>
    sentences(
      `A text to ${addressInWords(address)} waits for the end of quiet hours.`,
      `It goes out on ${fullTime(until, zone, null)}${zone === workspaceZone ? '' : `, ${fullTime(until, workspaceZone, null)}`}.`,
      mayGoNow ? `To send it at once, ${inPanel(buttonLabels.sendNow)}` : '',
    ),
  'texts-before': textsBeforeInWords,
  unanswered: ({ address, what }) =>
    sentences(
      `Twilio did not answer for a day, so this ${nounOf(what)} may not have reached ${addressInWords(address)}.`,
      askFirst,
    ),
  uninstalled: ({ address, what }) =>
    sentences(
      `The app was uninstalled before ${textTo(address, what)} went out.`,
      `It was ${notGone(what)}. Send it again if the customer still needs it.`,
    ),
  unread: ({ isReply }) =>
    sentences(
      isReply
        ? `This reply was not texted, because ${product} could not read it in Intercom.`
        : `A reply in this conversation may not have been texted, because ${product} could not read it in Intercom.`,
      'Send it again if the customer still needs it.',
    ),
  unsure: ({ address, what }) =>
    sentences(
      `Twilio’s answer was lost, so this ${nounOf(what)} may not have reached ${addressInWords(address)}.`,
      askFirst,
    ),
  'went-out': ({ address, what, part, wasSentAgain }) =>
    sentences(`${partInWords(what, part)} went out to ${addressInWords(address)} after all.`, nowThat(wasSentAgain)),
};

function missingFiles(files: number): string {
  return files === 1 ? 'A file of the customer’s text is' : `${files} files of the customer’s text are`;
}

/** Texts that the gate refused meanwhile: none is sent by itself. */
function heldBackWords(texts: number): string {
  if (texts === 0) return '';
  const held = `${count(texts, 'reply', 'replies')} ${texts === 1 ? 'was' : 'were'} held back.`;
  return `${held} If the customer still needs ${texts === 1 ? 'it' : 'them'}, ${inPanel(remedyLabels['send-now'])}`;
}

const phoneFixes: Readonly<Record<UnreadPhone, string>> = {
  none: 'Add one in Intercom',
  several: 'Leave one there',
  unreadable: 'Write it like +1 415 555 0100',
};

const askFirst = `Ask the customer. Then open the SMS panel: ${remedyLabels.again}, or ${remedyLabels.arrived}.`;

/** Sending again helps only once an admin has done the next step. */
function wayOut({ retry }: Fault, way: string): string {
  return retry === 'once-fixed' ? `Then ${way}` : upperFirst(way);
}

/** The way out: a button of the panel, by its label. */
function inPanel(label: string): string {
  return `open the SMS panel: ${label}.`;
}

function nowThat(wasSentAgain: boolean): string {
  return wasSentAgain
    ? 'It was also sent again from the SMS panel, so they may have it twice.'
    : 'You do not need to send it again.';
}

function unanswerable(address: string): string {
  if (isUnknownSender(address)) return 'This text came without a sender, so nobody can be texted back.';
  const { kind, value } = parseAddress(address);
  if (kind === 'short-code') return `This text came from ${value}, a short code, which phone numbers cannot text.`;
  if (kind === 'alphanumeric') return `This text came from ${value}, a sender name, which nobody can text.`;
  return `This text came from ${value}, a sender that cannot be texted.`;
}

function sentences(...all: readonly string[]): string {
  return all.filter((one) => one !== '').join(' ');
}

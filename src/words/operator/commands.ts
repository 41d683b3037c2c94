// The command line: its help, what a command answers, and why it could not do its work.
import type { Difference } from '../../domain/customers/plan.ts';
import type { PanelWait } from '../../domain/panel-flash.ts';
import { addressInWords } from '../addresses.ts';
import { count, listOf } from '../counts.ts';
import { product } from '../names.ts';
import { waitWords } from '../panel/flashes.ts';
import { tellStoredReason } from './waits.ts';

/** The purpose of each command, as the help lists it. */
export const commandHelp = {
  apiKeys: 'Make, list or revoke the keys with which your own systems call the API of a workspace',
  apiKeysCreate: 'Make a key and print it once',
  apiKeysList: 'List the keys of a workspace, without themselves',
  apiKeysRevoke: 'End a key for good',
  check: 'Try the configuration and every connection, without starting and without changing anything',
  consents: 'Import who wants texts and who does not, or print the evidence',
  consentsExport: 'Print the evidence as CSV, oldest first: of a number, of a time, or all',
  consentsImport:
    'Import a list (CSV): number, and if you have them state, at and reason; a row that was taken before adds nothing',
  database: "Print the URL of the embedded database for PostgreSQL's own tools, and keep it running for them",
  deadLetters: 'List, replay or drop the jobs that were given up',
  deadLettersDrop: 'Delete them for good',
  deadLettersList: 'List the jobs that were given up, oldest first',
  deadLettersReplay: 'Run them again; steps that were done before are not repeated',
  doctor: 'Show what is broken in a workspace, or soon will be, and how to fix it',
  listen: 'Print each text as it comes or moves on, without its words, until Ctrl+C',
  migrate: 'Update the tables of the database, as each start does',
  receive: 'Post a recorded request of Intercom or Twilio to the running service, signed as they sign',
  sync: 'Bring a file of customers to Intercom (NDJSON or CSV), or show what it would change there',
  rotateKeys: 'Seal every stored secret with the newest key of ENCRYPTION_KEYS, so that older keys can go',
  settings: 'Read or change the settings of a workspace',
  settingsGet: 'Show every setting, or one',
  settingsSet: 'Change a setting; the history on the settings page shows it',
  texts: 'List, show or send texts of a workspace',
  textsList: 'List the texts of a workspace, newest first',
  textsSend: 'Text a number, as an agent does in the panel: nobody who has opted out is texted',
  textsShow: 'Show a text and its delivery, step by step',
  workspaces: 'List or show the installed workspaces',
  workspacesList: 'List every installed workspace',
  workspacesShow: 'Show how a workspace is set up',
} as const;

/** The meaning of each option. */
export const optionHelp = {
  all: 'Every workspace, one after the other',
  before: 'Only texts before the one with this id',
  body: 'The words of the text',
  completion: 'Print a script that completes these words in bash or zsh',
  direction: 'Only texts from customers, or only ours',
  exactNumber: 'Only the evidence of this number',
  json: 'Answer in JSON',
  keyDays: 'The key works for so many days; without it, for ever',
  keyId: 'The id of the key, as the list shows it',
  keyName: 'The name by which people know the key',
  letterIds: 'Ids of dead letters, or `all`',
  records: 'A record a line (NDJSON), or a CSV file whose first line names the columns',
  dryRun: 'Write nothing, and show what would change',
  report: 'A file for the outcome of each line, as NDJSON',
  list: 'A CSV file; its first line names the columns',
  listSource: 'The source of the list, kept as evidence for rows without a reason',
  limit: (most: number) => `At most this many, up to ${most.toLocaleString('en-US')}`,
  number: 'Only texts with this number, or one that ends in these digits',
  onlyWorkspace: 'The workspace id, where several are installed',
  ofWorkspace: 'Only those of this workspace',
  recording: 'A file with the body of the request as it came: JSON of Intercom, or a form of Twilio',
  scopes: (all: readonly string[]) => `The key may do these, with commas between: ${all.join(', ')}`,
  sender: 'The number of yours to text from, instead of the preferred one',
  service: 'The address of the service, where PUBLIC_URL does not lead to this machine',
  since: 'Only from this day on (2026-11-30), or from this time',
  settingName: 'The name of a setting, such as reopenDays',
  settingValue: 'As on the settings page; yes or no for a tick',
  signedFor: 'The workspace that a form of Twilio is for, instead of the one with its account',
  state: 'Only texts in this state, such as failed or held',
  words: 'Only texts with these words, or words that begin so',
  until: 'Only to the end of this day, or before this time',
  textId: 'The id of the text, as the list shows it',
  to: 'The number to text, such as +14155550101',
  workspace: 'The workspace id, as Intercom shows it in its addresses',
} as const;

export const exitCodeHelp = 'Ends with 0 when it is done, 1 when something is wrong, 2 when it could not be done.';

/** A command that lacks its verb. */
export const commandMissing = 'Choose one of these commands.';

export function useHelp(said: string): string {
  return `${/[.?]$/.test(said) ? said : `${said}.`} --help shows the commands and options.`;
}

/** Said where no configuration names a service, and the demo runs. */
export const demoNote = 'No service is configured here, so this asks the demo that runs on this machine.';

export function newName(script: string, command: string): string {
  return `npm run ${script} is now: ${command} ${script}`;
}

/** A text on its way, as threadwire listen prints it: `from` and `to` are the ends of numbers. */
interface Arrived {
  at: Date;
  workspaceId: string;
  id: string;
  direction: 'in' | 'out';
  from: string;
  to: string;
  state: string;
  errorCode: number | null;
  characters: number;
  files: number;
}

/** The answers of commands. */
export const answers = {
  answered: (status: number, body: string) => `The service answered ${status}${body === '' ? '.' : `: ${body}`}`,
  arrived: ({ at, workspaceId, id, direction, from, to, state, errorCode, characters, files }: Arrived) => {
    const became = errorCode === null ? state : `${state} ${errorCode}`;
    const size = [count(characters, 'character'), ...(files === 0 ? [] : [count(files, 'file')])].join(', ');
    return [at.toISOString(), workspaceId, direction.padEnd(3), `${from} to ${to}`, became, size, id].join('  ');
  },
  deadLetter: (letter: {
    id: string;
    workspaceId: string;
    queue: string;
    attempts: number;
    enqueuedAt: Date;
    buriedAt: Date;
    reason: string;
  }) => {
    const { id, workspaceId, queue, attempts, enqueuedAt, buriedAt, reason } = letter;
    const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
    return `${id}  ${workspaceId}  ${queue}  since ${enqueuedAt.toISOString()}, given up ${buriedAt.toISOString()} after ${tries}: ${tellStoredReason(reason)}`;
  },
  dropped: (count: number) => `Dropped ${count}.`,
  keptUp: 'No service runs here, so this command keeps the database running. Ctrl+C ends it.',
  listening: 'Listening for texts. Ctrl+C ends it.',
  migrated: (names: readonly string[]) =>
    names.length === 0 ? 'The database is up to date.' : `Ran ${names.join(', ')}.`,
  noDeadLetters: 'No dead letters.',
  noTexts: 'No texts found.',
  noWorkspaces: 'No workspace is installed.',
  rejectedRow: (line: number, reason: string) => `Line ${line}: ${reason}`,
  replayed: (count: number) => `Replayed ${count}.`,
  rotated: ({ resealed, newest, key }: { resealed: number; newest: number; key: string }) =>
    `Re-sealed ${resealed} with key ${key}; ${newest} had it already.`,
  textSent: (sent: {
    messageIds: readonly string[];
    address: string;
    sender: string;
    conversationId: string | null;
    workspaceId: string;
    waits: PanelWait | null;
  }) => {
    const text = `the text to ${addressInWords(sent.address)} from ${addressInWords(sent.sender)}`;
    return [
      sent.waits === null ? `Queued: ${text}.` : waitWords(text, sent.waits),
      sent.conversationId === null
        ? 'Intercom does not show it: this number has no conversation yet.'
        : `Intercom shows it in conversation ${sent.conversationId}.`,
      ...sent.messageIds.map((id) => `Its delivery: threadwire texts show ${id} --workspace ${sent.workspaceId}`),
    ];
  },
} as const;

/** Why a command could not do its work, or a part of it. */
export const complaints = {
  day: (typed: string) => `${typed} is no day such as 2026-11-30.`,
  databaseReports: (said: string) => `The database reports: ${said}`,
  fileMissing: (file: string) => `There is no file ${file}.`,
  fileUnread: (file: string) => `${file} cannot be read as a file.`,
  keyDays: '--days must be a whole number from 1 to 3650.',
  keyName: (most: number) => `--name must have 1 to ${most} characters.`,
  limit: (most: number) => `--limit must be a number from 1 to ${most}.`,
  noEmbedded: 'DATABASE_URL names a PostgreSQL of your own, so there is no embedded database.',
  notOurNumber: ({ typed, senders }: { typed: string; senders: readonly string[] }) =>
    senders.length === 0
      ? `${typed} is no number of this workspace: it has none yet.`
      : `${typed} is no number of this workspace. It has ${listOf(senders)}.`,
  oneRole: 'Choose one role: npm start -- --role web, or worker. Without --role it does the work of both.',
  portForbidden: (port: number) =>
    `This user may not open port ${port}. Choose one above 1023 with PORT or METRICS_PORT, or let this user open it.`,
  portTaken: (port: number) =>
    `Port ${port} is in use. End the program that has it, or choose another with PORT or METRICS_PORT.`,
  roleNeedsDatabase: (role: string) =>
    `The role ${role} needs a DATABASE_URL: the embedded database serves a single service that does everything.`,
  serviceAway: (url: string) => `Nothing answers at ${url}. Start the service, or name its address with --to.`,
  serviceElsewhere: (url: string) =>
    `PUBLIC_URL is ${url}, which is not this machine. Name the address to post to, as in --to ${url}.`,
  serviceUnnamed: (typed: string) => `--to must be an address such as http://127.0.0.1:3000, and ${typed} is none.`,
  severalValues: (name: string) => `${name} has several values. Change it on the settings page.`,
  tooManyKeys: (most: number) => `A workspace has at most ${most} keys. Revoke one that nobody uses.`,
  unknownAccount: 'No workspace here has the Twilio account of this form. Name one with --workspace.',
  unknownLetters: (ids: readonly string[]) => `There is no dead letter ${ids.join(', ')}. Nothing was changed.`,
  unknownRecording: (file: string) =>
    `${file} is neither a webhook or canvas request of Intercom (JSON) nor a form of Twilio (a=b&c=d).`,
  unknownScope: (all: readonly string[]) => `--scopes must be some of ${all.join(', ')}, with commas between.`,
  unknownSetting: (name: string, known: readonly string[]) =>
    `There is no setting ${name}. The settings are: ${known.join(', ')}.`,
  unknownText: (id: string, workspace: string) => `There is no text ${id} in workspace ${workspace}.`,
  unsignable: (workspace: string) => `Workspace ${workspace} has no Auth Token of Twilio to sign with.`,
  unopened: (kind: string, workspace: string) =>
    `No key opens the ${kind} of workspace ${workspace}, so ${product} left it as it was.`,
  nameWorkspace: (ids: readonly string[]) =>
    ids.length === 0 ? 'No workspace is installed.' : `Name a workspace with --workspace: ${ids.join(', ')}.`,
  whichWorkspace: 'Name a workspace with --workspace ID, or use --all.',
  yesOrNo: (name: string) => `${name} must be yes or no.`,
} as const;

/** The answers of `sync`. */
export const syncAnswers = {
  broken: (line: number) => `The file is no CSV from line ${line} on, or has too many columns. The rest was not read.`,
  noJson: 'must be one JSON object of at most 64 KB on its line',
  fault: (line: number, at: string, detail: string) => `Line ${line}: ${at} ${detail}.`,
  difference: (id: string, { field, ours, theirs, changes }: Difference) =>
    `${id}: ${field} ${changes === 'ours' ? 'comes from' : 'goes to'} Intercom: ${changes === 'ours' ? theirs : ours}`,
  /** `left`: the share of the file that is still to be read. */
  progress: ({ count: lines, seconds, left }: { count: number; seconds: number; left: number }) =>
    `${count(lines, 'line')}, ${Math.round(lines / Math.max(seconds, 0.001))} a second, about ${Math.round((seconds * left) / Math.max(1 - left, 0.001))} s left`,
  totals: (totals: Readonly<Record<string, number>>, isDry: boolean) =>
    `${isDry ? 'Nothing was written. It would be' : 'Taken'}: ${
      Object.entries(totals)
        .map(([outcome, number]) => `${number} ${outcome}`)
        .join(', ') || 'nothing'
    }.`,
};

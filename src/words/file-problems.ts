// Why a customer's file is not here: the cause, and who can do something about it.
import type { FileProblem } from '../domain/media/file.ts';
import { product } from './names.ts';

export const fileProblems: Readonly<Record<FileProblem, string>> = {
  'no-answer': 'Twilio’s file server does not answer.',
  'no-room': 'It made room for newer files.',
  'not-taken': 'Intercom does not take a file of this kind or size.',
  'not-there': 'Twilio does not have it.',
  'private-address': 'Twilio’s address of it leads to a private network.',
  refused: `Twilio does not let ${product} read it: an admin must give the API key the right to read messages, or turn off the protection of media at Twilio.`,
  'store-away': 'The place where files are kept does not answer: the operator must look at it.',
  'too-large': 'It is larger than 20 MB, alone or with the other files of its text.',
};

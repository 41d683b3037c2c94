// The doctor on the files of texts.
import type { MediaFound } from '../../domain/doctor/found/media.ts';
import { count } from '../counts.ts';
import type { Words } from '../say.ts';
import type { Told } from './told.ts';

export const mediaWords: Words<MediaFound, Told> = {
  refused: ({ files, usesKey }) => ({
    title: 'Twilio keeps back customers’ files',
    cause: `The Twilio account asks for credentials before it hands out media, and refuses ours for ${count(files, 'file')}. ${usesKey ? 'Give the API key the right to read messages and their media.' : 'Enter credentials that may read them.'} Files of the last day then come by themselves.`,
  }),
  'store-away': ({ files }) => ({
    title: 'Pictures and files cannot be kept',
    cause: `The place where the service keeps files does not answer, and ${count(files, 'file')} ${files === 1 ? 'waits' : 'wait'} for it. Words come and go as always. The operator finds the reason in the log.`,
  }),
  'no-room': ({ files, days }) => ({
    title: 'Pictures and files are erased early',
    cause: `This workspace has no room left for files, so that ${count(files, 'file')} made room for newer ones in the last ${count(days, 'day')}. Keep them for fewer days, or ask the operator for a bucket.`,
  }),
};

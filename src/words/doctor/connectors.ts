// The doctor on data connectors in Intercom.
import type { ConnectorsFound } from '../../domain/doctor/found/connectors.ts';
import type { Words } from '../say.ts';
import type { Told } from './told.ts';

const again = 'Publish them again to repair it. Other texts are not affected.';

export const connectorsWords: Words<ConnectorsFound, Told> = {
  changed: ({ name }) => ({
    title: `Somebody changed ${name} in Intercom`,
    cause: `Workflows and Fin may not text people with it. ${again}`,
  }),
  draft: ({ name }) => ({
    title: `${name} is a draft in Intercom`,
    cause: `Workflows and Fin cannot use it until it is live. ${again}`,
  }),
  gone: ({ name }) => ({
    title: `Somebody deleted ${name} in Intercom`,
    cause: `Workflows and Fin cannot use it. ${again} Then choose it in your workflows anew.`,
  }),
  'key-gone': {
    title: 'Workflows and Fin cannot text',
    cause: `The API key of the data connectors was revoked. ${again}`,
  },
};

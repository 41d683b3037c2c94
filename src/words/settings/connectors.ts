// The page of the data connectors, and how its commands end.
import type { ConnectorsDone, ConnectorsProblem } from '../../domain/connectors.ts';
import { listOf } from '../counts.ts';
import type { Words } from '../say.ts';

export const connectorsDone: Words<ConnectorsDone> = {
  'connectors-published': 'Published. Add one to a workflow as a Data connector step, or give it to Fin in Intercom.',
  'connectors-unpublished': 'Taken out of Intercom. Their API key works no more.',
};

export const connectorsProblems: Words<ConnectorsProblem> = {
  'connectors-busy': 'Somebody is publishing them right now. Try again in a minute.',
  'connectors-in-use': ({ names }) =>
    `A workflow or Fin uses ${listOf([...names])}. Take it out there first, then try again.`,
  'connectors-not-there': 'There is nothing in Intercom to take out.',
};

export const connectorPageWords = {
  what: [
    ['send_sms', 'Texts the contact: your own message, or one of your templates. It answers whether the text goes.'],
    ['sms_status', 'Says whether the last text arrived, whether the contact answered, and whether they opted out.'],
  ],
  none: 'One click makes both data connectors in Intercom and puts them live, with an API key of their own.',
  fin: 'Fin uses neither until you allow it in Intercom, in the connector’s own settings.',
  at: 'Published',
  broken: 'The last try broke off. Publish again to finish it.',
  again: 'Publishing again repairs both, and gives them a new key. Workflows keep their steps.',
  unpublish: 'Both leave Intercom, and their key is revoked. While a workflow or Fin uses one, both stay.',
  takeOut: 'Take them out of Intercom',
  permission: 'The app needs the permission “Read and write data connectors” in Intercom.',
} as const;

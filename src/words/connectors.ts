// The connectors as people choose them in Intercom's workflows, and as Fin reads what each is for.
import type { ConnectorInput, ConnectorKind } from '../domain/connectors.ts';
import { product } from './names.ts';

export const connectorDescriptions: Readonly<Record<ConnectorKind, string>> = {
  'send-sms': `Sends an SMS to a contact through ${product}. Give a message or the name of a template. The status says whether it goes: queued, waiting, held or refused, with a reason.`,
  'sms-status': `Tells whether the last SMS to a contact arrived, whether they have texted since, and whether they opted out.`,
};

export const connectorInputs: Readonly<Record<ConnectorInput, string>> = {
  contact_id: 'The ID of the contact in Intercom.',
  user_id: 'Your own id of the user, where the ID of the contact is empty.',
  message: 'The words of the SMS. Leave it empty to send a template.',
  template: `The name of a template of ${product}, where there is no message.`,
  once: 'The ID of the conversation, for example: the same SMS with the same value goes once in 24 hours.',
  text_id: 'The text_id that send_sms answered. Leave it empty for the last text to the contact.',
};

/** The name of the API key that the connectors carry. */
export const connectorKeyName = 'Intercom data connectors';

export function connectorTitle(name: string): string {
  return `${product} ${name}`;
}

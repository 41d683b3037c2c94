// The descriptions of our attributes, as Intercom's settings show them.
import type { AttributeName } from '../domain/contact-attributes.ts';

export const attributeWords: Readonly<Record<AttributeName, string>> = {
  sms_last_message_sid: "Twilio's id of the last text sent",
  sms_last_sent_at: 'When the last text was sent',
  sms_last_status: 'Delivery state of the last text sent',
};

// Pages of Twilio that we link to.

const CONSOLE = 'https://console.twilio.com/';

export const twilioPages = {
  console: CONSOLE,
  apiKeys: `${CONSOLE}us1/account/keys-credentials/api-keys`,
  moreNumbers: `${CONSOLE}us1/develop/phone-numbers/manage/search`,
  numbers: `${CONSOLE}us1/develop/phone-numbers/manage/incoming`,
  services: `${CONSOLE}us1/develop/sms/services`,
  /** Where campaigns and toll-free numbers are registered with the carriers of the United States. */
  registrations: `${CONSOLE}us1/develop/sms/regulatory-compliance`,
  prices: 'https://www.twilio.com/en-us/sms/pricing/us',
  /** The log of an account's texts. */
  texts: `${CONSOLE}us1/monitor/logs/sms`,
  /** Twilio's report of its own outages. */
  status: 'https://status.twilio.com/',
} as const;

export function servicePage(sid: string): string {
  return `${twilioPages.services}/${sid}`;
}

/** Twilio has a page for each of its errors. */
export function errorPage(code: number): string {
  return `https://www.twilio.com/docs/api/errors/${code}`;
}

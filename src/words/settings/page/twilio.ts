// The sentences of the section of the Twilio account: its credentials, a change of its Auth Token, its signing keys.
import { product } from '../../names.ts';

export const twilioWords = {
  whereToFind: 'Copy your Account SID and Auth Token from the first page of {console}, under “Account Info”.',
  console: 'the Twilio Console',
  keepSecret: 'Leave a secret empty to keep it.',
  authToken: 'It proves that a text really comes from Twilio.',
  region:
    'Most accounts are in US1. Each region has its own Auth Token and keys. The Twilio Console shows your region at the top.',
  apiKeyTitle: 'API key for calls (optional)',
  apiKey:
    'With an API key, texts still go out when the Auth Token changes, and you can revoke the key alone. Make one of type Standard in {apiKeys}.',
  apiKeys: 'Twilio, under API keys',
  nextToken:
    'Create a secondary Auth Token in Twilio and enter it here {before} you promote it there. Both tokens work until then, so no text is lost.',
  before: 'before',
  rotation:
    'Two Auth Tokens work now: the current one, which ends in {current}, and the next one, which ends in {next}. Once you have promoted the next one in Twilio, use it alone here. If you change your mind, forget it.',
  useNextAlone: 'Use the next Auth Token alone',
  forgetNext: 'Forget the next Auth Token',
  useSubaccount: 'Use a subaccount of this account',
  subaccount:
    'Texts then go through the subaccount, and its numbers are listed here. Twilio tells us its Auth Token. An API key of the main account does not work there: you can make one in the subaccount later.',
  subaccountSid: 'Account SID of the subaccount',
  disconnect: `Texts stop in both directions. The webhooks that ${product} has set go back to what they were. Conversations and settings stay, and you can connect again at any time.`,
} as const;

export const signingKeyWords = {
  explanation:
    'If a Webhooks Rule in your Twilio account signs with a shared key, enter the key’s ID and secret here. You can have several. To change keys, add the new one before you change the rule, and remove the old one afterwards. Twilio shows a secret only once, when you make the key.',
  locked: 'set, but cannot be read',
} as const;

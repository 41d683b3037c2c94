// Answers of the settings about the Twilio account, its Auth Tokens and its signing keys.
import type { AccountDone, AccountLeft, AccountProblem } from '../../domain/settings/account.ts';
import { product } from '../names.ts';
import type { Words } from '../say.ts';
import { troubleSentence } from '../vendor-troubles.ts';
import { namesOf } from './names.ts';

export const accountDone: Words<AccountDone> = {
  'account-connected': ({ account, isTrial }) =>
    `Connected to ${account}.${isTrial ? ' It is a trial account, which may text only verified numbers.' : ''}`,
  'account-disconnected': 'Disconnected. Texts sent to your numbers are refused from now on.',
  'next-token-forgotten': 'The next Auth Token is forgotten.',
  'next-token-promoted': 'The next Auth Token is now the only one.',
  'prices-asked': 'Twilio is asked for its prices. Load this page again in a minute.',
  'shared-key-added': ({ keyId }) => `Texts that ${keyId} signs are accepted from now on.`,
  'shared-key-removed': ({ keyId }) => `Texts that ${keyId} signs are refused from now on.`,
  'webhooks-left-behind': `The webhooks that ${product} set are still there: change them in the Twilio Console.`,
  'webhooks-returned': tellReturned,
};

function tellReturned({ back, theirs, failed }: Extract<AccountLeft, { kind: 'webhooks-returned' }>): string {
  const others = theirs.length === 0 ? '' : changedSince(theirs);
  return [tellOurs({ back, failed }), others].filter(Boolean).join(' ');
}

function tellOurs({
  back,
  failed,
}: Pick<Extract<AccountLeft, { kind: 'webhooks-returned' }>, 'back' | 'failed'>): string {
  if (failed.length === 0) return back.length === 0 ? '' : `The webhooks that ${product} set are as they were before.`;
  if (back.length === 0)
    return `Twilio did not let ${product} put its webhooks back: change them in the Twilio Console.`;
  return `The webhook of ${namesOf(back)} is as it was before. Twilio did not let ${product} put back the one of ${namesOf(failed)}: change it in the Twilio Console.`;
}

function changedSince(names: Parameters<typeof namesOf>[0]): string {
  return `Somebody has changed the webhook of ${namesOf(names)} in Twilio since, so we left it alone.`;
}

export const accountProblems: Words<AccountProblem> = {
  'account-first': 'Connect the Twilio account first.',
  'account-sid-form': 'An Account SID is AC and 32 more characters. Copy it from the Twilio Console.',
  'account-suspended': troubleSentence({ kind: 'suspended', vendor: 'twilio' }),
  'api-key-form': 'An API key SID is SK and 32 more characters. Leave it empty to use the Auth Token.',
  'api-key-refused': ({ isSubaccount }) =>
    `Twilio does not accept this API key and secret for this account.${
      isSubaccount ? ' A key of the main account does not open a subaccount: make one in the subaccount.' : ''
    }`,
  'api-secret-missing': 'Enter the secret of the API key.',
  'auth-token-missing': 'Enter the Auth Token, which the Twilio Console shows. It proves that texts come from Twilio.',
  'auth-token-refused':
    'Twilio does not accept this Auth Token for this account. A subaccount has an Auth Token of its own.',
  'credentials-changed': 'Somebody changed the credentials at the same moment. Check them again.',
  'current-token-signs':
    'Twilio still signs texts with the current Auth Token, and without it we would refuse them. Promote the next one in the Twilio Console first.',
  'main-account-first': 'Connect the main account first.',
  'main-token-locked': 'Enter the main account’s Auth Token again first.',
  'next-token-locked': 'Enter the next Auth Token again first.',
  'next-token-only': 'Twilio accepts only the next Auth Token now. Use that alone instead.',
  'next-token-outdated': 'Twilio does not accept the next Auth Token. Enter the one that the Twilio Console shows now.',
  'next-token-refused':
    'Twilio does not accept this as an Auth Token of this account. Make the secondary one in the Twilio Console first, then copy it here.',
  'no-next-token': 'No next Auth Token is set.',
  'no-such-region': 'Choose one of the regions in the list.',
  'no-such-subaccount': 'This account has no subaccount with this Account SID.',
  'region-mismatch': ({ region }) => `Twilio accepts these credentials in the region ${region}. Choose that region.`,
  'same-account': 'This account is connected already.',
  'same-as-auth-token': 'This is the same as the Auth Token. Copy the secondary one.',
  'shared-key-form': 'A key ID is webhooks_sharedkey_ and more characters. Copy it from Twilio.',
  'shared-key-gone': 'This key is no longer there.',
  'shared-secret-missing': 'Enter the secret. Twilio shows it once, when you make the key.',
  'tokens-unknown': 'Twilio did not say which of the two it accepts. Nothing was changed. Try again in a minute.',
  'too-many-shared-keys': ({ most }) => `There are ${most} keys already. Remove one first.`,
  'twilio-silent': 'Twilio did not answer. Nothing was changed. Try again in a minute.',
};

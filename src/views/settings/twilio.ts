// The section of the Twilio account: its credentials, the next Auth Token while rotating, and how to let go of it.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Read } from '../../domain/settings/commands.ts';
import type { SettingsPage, TwilioSection } from '../../domain/settings-page.ts';
import { type TwilioRegion, twilioRegions } from '../../domain/twilio-region.ts';
import { type Form, secretField, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import {
  doButton,
  facts,
  form,
  guarded,
  type Pill,
  saveButton,
  section,
  standingProblem,
  twilioLink,
  written,
} from '../page/pieces.ts';
import { fieldIn, type SentForm, typedIn } from '../page/sent-form.ts';
import { shorten } from '../plain-text.ts';
import { choiceField } from './choices.ts';
import { sharedKeys } from './shared-keys.ts';

export function twilioSection(page: SettingsPage): VNode {
  const { twilio } = page;
  const problem = standingProblem(page, twilio.problem);
  const frame = { pill: standing(twilio), lead: 'Texts go through your own Twilio account.' };
  if (page.isPrivate || !page.mayChange)
    return section(
      page,
      'twilio',
      frame,
      html`${problem} ${page.isPrivate ? fromEnvironment : null} ${asFacts(twilio)}
      ${page.mayChange && twilio.isConnected ? sharedKeys(page) : null}`,
    );
  return section(
    page,
    'twilio',
    frame,
    html`${problem} ${credentials(page)} ${twilio.nextAuthTokenEnd === null ? null : rotation(page)}
    ${twilio.isConnected ? [sharedKeys(page), subaccount(page)] : null} ${twilio.accountSid === null ? null : disconnect(page)}`,
  );
}

/** For what the environment names. */
export const fromEnvironment = html`<p class="locked">
  The server's environment names this, so it is changed there, by whoever runs the server, and not here.
</p>`;

const regionNames: Readonly<Record<TwilioRegion, string>> = {
  US1: 'United States (US1)',
  IE1: 'Ireland (IE1)',
  AU1: 'Australia (AU1)',
};

function standing({ isConnected, accountName, problem }: TwilioSection): Pill {
  if (!isConnected && problem === null) return { tone: 'warn', words: 'Not connected' };
  if (problem !== null) return { tone: 'bad', words: 'Does not work' };
  return { tone: 'good', words: accountName === null ? 'Connected' : `Connected to ${shorten(accountName, 40)}` };
}

function asFacts(twilio: TwilioSection): VNode {
  const secret = (end: string | null) => (end === null ? null : `set, ends in ${end}`);
  return facts([
    ['Account', twilio.accountName === null ? null : written(twilio.accountName)],
    ['Account SID', twilio.accountSid],
    ['Region', regionNames[twilio.region]],
    ['Auth Token', secret(twilio.authTokenEnd)],
    ...(twilio.nextAuthTokenEnd === null ? [] : [['Next Auth Token', secret(twilio.nextAuthTokenEnd)] as const]),
    ['API key', twilio.apiKeySid],
    ...(twilio.apiSecretEnd === null ? [] : [['API key secret', secret(twilio.apiSecretEnd)] as const]),
    ...twilio.sharedKeys.map(({ id, end }) => [`Signing key ${id}`, secret(end)] as const),
  ]);
}

function credentials(page: SettingsPage): VNode {
  const { twilio } = page;
  const { isConnected, accountSid, authTokenEnd, apiKeySid, apiSecretEnd, nextAuthTokenEnd } = twilio;
  // Not the form that names a subaccount, which stands in the same section.
  const fields: Form = { id: 'twilio', state: formState(page, 'twilio', ['subaccount', '']) };
  const asks = (...names: string[]) => names.some((name) => fields.state.problem(name) !== null);
  const isFirst = !isConnected && authTokenEnd === null;
  return form(
    page,
    'twilio',
    html`
      <p class="lead">
        You find your Account SID and Auth Token on the first page of ${twilioLink(page, 'Twilio’s console', 'console')}, under “Account Info”.
        ${isFirst ? null : ' A secret that is left empty stays as it is.'}
      </p>
      <div class="pair">
        ${textField(fields, { name: 'account_sid', label: 'Account SID', stored: accountSid ?? '', look: 'code', placeholder: 'AC…' })}
        ${secretField(fields, { name: 'auth_token', label: 'Auth Token', end: authTokenEnd, hint: 'Proves that a text really comes from Twilio.' })}
      </div>
      ${choiceField(fields, {
        name: 'region',
        label: 'Region of the account',
        stored: twilio.region,
        choices: twilioRegions.map((region) => ({ value: region, label: regionNames[region] })),
        hint: 'Most are in US1. Each region has an Auth Token and keys of its own; Twilio’s console shows it at the top.',
      })}
      <details open=${apiKeySid !== null || asks('api_key_sid', 'api_secret')}>
        <summary>API key for calls ${apiKeySid === null ? '(optional)' : ''}</summary>
        <div class="folded">
          <p class="hint">
            With a key, sending goes on when the Auth Token changes, and you can revoke it on its own. Make one in
            ${' '}${twilioLink(page, 'Twilio, under API keys', 'apiKeys')}: type Standard.
          </p>
          <div class="pair">
            ${textField(fields, { name: 'api_key_sid', label: 'API key SID', stored: apiKeySid ?? '', look: 'code', placeholder: 'SK…' })}
            ${secretField(fields, { name: 'api_secret', label: 'API key secret', end: apiSecretEnd })}
          </div>
        </div>
      </details>
      ${
        isFirst
          ? null
          : html`<details open=${nextAuthTokenEnd !== null || asks('next_auth_token')}>
              <summary>Changing the Auth Token</summary>
              <div class="folded">
                <p class="hint">
                  Make a secondary Auth Token in Twilio and put it here <em>before</em> you promote it there: both are
                  accepted then, and no text is lost on the way.
                </p>
                ${secretField(fields, { name: 'next_auth_token', label: 'Next Auth Token', end: nextAuthTokenEnd })}
              </div>
            </details>`
      }
      <p class="actions">${isFirst ? doButton('save', 'Connect Twilio') : saveButton('Check and save')}</p>
    `,
    { state: fields.state },
  );
}

function rotation(page: SettingsPage): VNode {
  const { authTokenEnd, nextAuthTokenEnd } = page.twilio;
  return form(
    page,
    'twilio',
    html`<p>
        Two Auth Tokens are accepted now: the one that ends in ${written(authTokenEnd ?? '…')}, and the next one, that ends in
        ${' '}${written(nextAuthTokenEnd ?? '…')}. Once you have promoted the next one in Twilio, use it alone here. If you are not going to,
        forget it.
      </p>
      <p class="actions">
        ${doButton('promote', 'Use the next Auth Token alone', 'secondary')}
        ${doButton('forget-next', 'Forget the next Auth Token', 'secondary')}
      </p>`,
    { class: 'aside' },
  );
}

/** Twilio tells a main account the Auth Tokens of its subaccounts, so that only its SID is asked for. */
function subaccount(page: SettingsPage): VNode {
  const fields: Form = { id: 'subaccount', state: formState(page, 'twilio', ['do', 'use-subaccount']) };
  return html`<details open=${fields.state.isSent}>
    <summary>Use a subaccount of this account</summary>
    <div class="folded">
      <p class="hint">
        Its numbers are listed here then, and texts go through it. Its own Auth Token is taken from Twilio. An API key of
        the main account does not open it: make one in the subaccount afterwards, if you want one.
      </p>
      ${form(
        page,
        'twilio',
        html`${textField(fields, { name: 'subaccount', label: 'Account SID of the subaccount', stored: '', look: 'code', placeholder: 'AC…' })}
          <p class="actions">${doButton('use-subaccount', 'Use this subaccount', 'secondary')}</p>`,
      )}
    </div>
  </details>`;
}

function disconnect(page: SettingsPage): VNode {
  return guarded(
    'Disconnect Twilio',
    'No text is sent or received any more. Webhooks that Threadwire has set are put back as they were. Conversations and settings stay, and you can connect again at any time.',
    form(page, 'twilio', doButton('disconnect', 'Disconnect', 'danger')),
  );
}

export function readTwilio(form: SentForm): Read {
  switch (fieldIn(form, 'do')) {
    case 'promote':
      return { command: { do: 'promote-auth-token' } };
    case 'forget-next':
      return { command: { do: 'forget-next-token' } };
    case 'use-subaccount':
      return { command: { do: 'use-subaccount', accountSid: fieldIn(form, 'subaccount') } };
    case 'disconnect':
      return { command: { do: 'disconnect-twilio' } };
    default:
      return readCredentials(form);
  }
}

function readCredentials(form: SentForm): Read {
  const typed = typedIn(form, 'region');
  const region = twilioRegions.find((one) => one === typed) ?? null;
  if (typed !== null && region === null) return { problems: { region: 'Choose one of the regions in the list.' } };
  return {
    command: {
      do: 'connect-twilio',
      accountSid: fieldIn(form, 'account_sid'),
      region,
      authToken: typedIn(form, 'auth_token'),
      nextAuthToken: typedIn(form, 'next_auth_token'),
      apiKeySid: typedIn(form, 'api_key_sid'),
      apiSecret: typedIn(form, 'api_secret'),
    },
  };
}

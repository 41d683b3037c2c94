// Draws and reads the section of the Twilio account: its credentials, a change of the Auth Token, leaving the account.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Read } from '../../domain/settings/commands.ts';
import type { PageOf, TwilioSection } from '../../domain/settings-page.ts';
import { type TwilioRegion, twilioRegions } from '../../domain/twilio-region.ts';
import { pageWords } from '../../words/page.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { twilioWords } from '../../words/settings/page/twilio.ts';
import { tellAccountProblem } from '../../words/vendor-troubles.ts';
import { fillIn } from '../page/content.ts';
import { type Form, secretField, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import type { PageContent } from '../page/frame.ts';
import { doButton, facts, guarded, type Pill, saveButton, written } from '../page/pieces.ts';
import { fieldIn, type SentForm, typedIn } from '../page/sent-form.ts';
import { shorten } from '../plain-text.ts';
import { choiceField } from './choices.ts';
import { section, settingsForm, standingProblem, twilioLink } from './section.ts';
import { sharedKeys } from './shared-keys.ts';

type TwilioPage = PageOf<'twilio'>;

export function twilioSection(page: TwilioPage): PageContent {
  const { twilio } = page;
  const problem = standingProblem(page, tellAccountProblem(twilio.problem));
  const frame = { pill: standing(twilio), lead: frameWords.leads.twilio };
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

/** Stands above settings that the environment names. */
export const fromEnvironment = html`<p class="locked">${frameWords.setByServer}</p>`;

const regionNames: Readonly<Record<TwilioRegion, string>> = {
  US1: 'United States (US1)',
  IE1: 'Ireland (IE1)',
  AU1: 'Australia (AU1)',
};

function standing({ isConnected, accountName, problem }: TwilioSection): Pill {
  if (!isConnected && problem === null) return { tone: 'warn', words: 'Not connected' };
  if (problem !== null) return { tone: 'bad', words: 'Not working' };
  return { tone: 'good', words: accountName === null ? 'Connected' : `Connected to ${shorten(accountName, 40)}` };
}

function asFacts(twilio: TwilioSection): VNode {
  const secret = (end: string | null) => (end === null ? null : pageWords.secretSet(end));
  return facts([
    ...(twilio.accountName === null ? [] : [['Account', written(twilio.accountName)] as const]),
    ['Account SID', twilio.accountSid],
    ['Region', regionNames[twilio.region]],
    ['Auth Token', secret(twilio.authTokenEnd)],
    ...(twilio.nextAuthTokenEnd === null ? [] : [['Next Auth Token', secret(twilio.nextAuthTokenEnd)] as const]),
    ['API key', twilio.apiKeySid],
    ...(twilio.apiSecretEnd === null ? [] : [['API key secret', secret(twilio.apiSecretEnd)] as const]),
    ...twilio.sharedKeys.map(({ id, end }) => [`Signing key ${id}`, secret(end)] as const),
  ]);
}

function credentials(page: TwilioPage): VNode {
  const { twilio } = page;
  const { isConnected, accountSid, authTokenEnd, apiKeySid, apiSecretEnd, nextAuthTokenEnd } = twilio;
  // The form that names a subaccount stands in the same section, and is another.
  const fields: Form = { id: 'twilio', state: formState(page, 'twilio', ['subaccount', '']) };
  const asks = (...names: string[]) => names.some((name) => fields.state.problem(name) !== null);
  const isFirst = !isConnected && authTokenEnd === null;
  return settingsForm(
    page,
    'twilio',
    html`
      <p class="lead">
        ${fillIn(twilioWords.whereToFind, { console: twilioLink(page, twilioWords.console, 'console') })}
        ${isFirst ? null : ` ${twilioWords.keepSecret}`}
      </p>
      <div class="pair">
        ${textField(fields, { name: 'account_sid', label: 'Account SID', stored: accountSid ?? '', look: 'code', placeholder: 'AC…' })}
        ${secretField(fields, { name: 'auth_token', label: 'Auth Token', end: authTokenEnd, hint: twilioWords.authToken })}
      </div>
      ${choiceField(fields, {
        name: 'region',
        label: 'Region of the account',
        stored: twilio.region,
        choices: twilioRegions.map((region) => ({ value: region, label: regionNames[region] })),
        hint: twilioWords.region,
      })}
      <details open=${apiKeySid !== null || asks('api_key_sid', 'api_secret')}>
        <summary>${apiKeySid === null ? twilioWords.apiKeyTitle : 'API key for calls'}</summary>
        <div class="folded">
          <p class="hint">
            ${fillIn(twilioWords.apiKey, { apiKeys: twilioLink(page, twilioWords.apiKeys, 'apiKeys') })}
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
                  ${fillIn(twilioWords.nextToken, { before: html`<em>${twilioWords.before}</em>` })}
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

function rotation(page: TwilioPage): VNode {
  const { authTokenEnd, nextAuthTokenEnd } = page.twilio;
  return settingsForm(
    page,
    'twilio',
    html`<p>
        ${fillIn(twilioWords.rotation, { current: written(authTokenEnd ?? '…'), next: written(nextAuthTokenEnd ?? '…') })}
      </p>
      <p class="actions">
        ${doButton('promote', twilioWords.useNextAlone, 'secondary')}
        ${doButton('forget-next', twilioWords.forgetNext, 'secondary')}
      </p>`,
    { class: 'aside' },
  );
}

/** Twilio tells a main account the Auth Tokens of its subaccounts, so that only its SID is asked for. */
function subaccount(page: TwilioPage): VNode {
  const fields: Form = { id: 'subaccount', state: formState(page, 'twilio', ['do', 'use-subaccount']) };
  return html`<details open=${fields.state.isSent}>
    <summary>${twilioWords.useSubaccount}</summary>
    <div class="folded">
      <p class="hint">${twilioWords.subaccount}</p>
      ${settingsForm(
        page,
        'twilio',
        html`${textField(fields, { name: 'subaccount', label: twilioWords.subaccountSid, stored: '', look: 'code', placeholder: 'AC…' })}
          <p class="actions">${doButton('use-subaccount', 'Use this subaccount', 'secondary')}</p>`,
      )}
    </div>
  </details>`;
}

function disconnect(page: TwilioPage): VNode {
  return guarded(
    'Disconnect Twilio',
    twilioWords.disconnect,
    settingsForm(page, 'twilio', doButton('disconnect', 'Disconnect', 'danger')),
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
  if (typed !== null && region === null) return { problems: { region: { kind: 'no-such-region' } } };
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

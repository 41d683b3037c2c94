// Draws and reads the signing keys in the section of the Twilio account, for accounts with a Webhooks Rule.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Read } from '../../domain/settings/commands.ts';
import type { PageOf } from '../../domain/settings-page.ts';
import { pageWords } from '../../words/page.ts';
import { signingKeyWords } from '../../words/settings/page/twilio.ts';
import { type Form, secretField, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { doButton, facts, hidden } from '../page/pieces.ts';
import { fieldIn, type SentForm, typedIn } from '../page/sent-form.ts';
import { settingsForm } from './section.ts';

export function sharedKeys(page: PageOf<'twilio'>): VNode {
  const { sharedKeys: keys } = page.twilio;
  const fields: Form = { id: 'shared-key', state: formState(page, 'keys', ['do', 'add']) };
  return html`<details open=${keys.length > 0 || fields.state.isSent}>
    <summary>Signing keys ${keys.length === 0 ? '(only with Webhooks Rules)' : ''}</summary>
    <div class="folded">
      <p class="hint">${signingKeyWords.explanation}</p>
      ${keys.map(({ id, end }) => listed(page, id, end))}
      ${settingsForm(
        page,
        'keys',
        html`<div class="pair">
            ${textField(fields, { name: 'shared_key_id', label: 'Key ID', stored: '', look: 'code', placeholder: 'webhooks_sharedkey_…' })}
            ${secretField(fields, { name: 'shared_key_secret', label: 'Key secret', end: null })}
          </div>
          <p class="actions">${doButton('add', 'Add this key', 'secondary')}</p>`,
      )}
    </div>
  </details>`;
}

function listed(page: PageOf<'twilio'>, id: string, end: string | null): VNode {
  return settingsForm(
    page,
    'keys',
    html`${facts([[id, end === null ? signingKeyWords.locked : pageWords.secretSet(end)]])} ${hidden('key', id)}
      <p class="actions">${doButton('remove', 'Remove this key', 'secondary')}</p>`,
    { class: 'aside' },
  );
}

export function readSharedKey(form: SentForm): Read {
  if (fieldIn(form, 'do') === 'remove') return { command: { do: 'remove-shared-key', keyId: fieldIn(form, 'key') } };
  const [keyId, secret] = [fieldIn(form, 'shared_key_id'), typedIn(form, 'shared_key_secret')];
  return { command: { do: 'add-shared-key', keyId, secret } };
}

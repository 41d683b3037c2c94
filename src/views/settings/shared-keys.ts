// In the section of the Twilio account: the keys that Twilio signs with where a Webhooks Rule says so.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Read } from '../../domain/settings/commands.ts';
import type { SettingsPage } from '../../domain/settings-page.ts';
import { type Form, secretField, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { doButton, facts, form, hidden } from '../page/pieces.ts';
import { fieldIn, type SentForm, typedIn } from '../page/sent-form.ts';

export function sharedKeys(page: SettingsPage): VNode {
  const { sharedKeys: keys } = page.twilio;
  const fields: Form = { id: 'shared-key', state: formState(page, null, ['do', 'add']) };
  return html`<details open=${keys.length > 0 || fields.state.isSent}>
    <summary>Signing keys ${keys.length === 0 ? '(only with Webhooks Rules)' : ''}</summary>
    <div class="folded">
      <p class="hint">
        Where a Webhooks Rule of your Twilio account signs with a shared key, put the key's id and secret here. Several are
        accepted at once. Twilio shows the secret once, when the key is made: add the next one before the rule changes, and remove the old one afterwards.
      </p>
      ${keys.map(({ id, end }) => listed(page, id, end))}
      ${form(
        page,
        'keys',
        html`<div class="pair">
            ${textField(fields, { name: 'shared_key_id', label: 'Id of the key', stored: '', look: 'code', placeholder: 'webhooks_sharedkey_…' })}
            ${secretField(fields, { name: 'shared_key_secret', label: 'Secret of the key', end: null })}
          </div>
          <p class="actions">${doButton('add', 'Add this key', 'secondary')}</p>`,
      )}
    </div>
  </details>`;
}

function listed(page: SettingsPage, id: string, end: string | null): VNode {
  return form(
    page,
    'keys',
    html`${facts([[id, end === null ? 'set, and cannot be opened' : `set, ends in ${end}`]])} ${hidden('key', id)}
      <p class="actions">${doButton('remove', 'Remove this key', 'secondary')}</p>`,
    { class: 'aside' },
  );
}

export function readSharedKey(form: SentForm): Read {
  if (fieldIn(form, 'do') === 'remove') return { command: { do: 'remove-shared-key', keyId: fieldIn(form, 'key') } };
  const [keyId, secret] = [fieldIn(form, 'shared_key_id'), typedIn(form, 'shared_key_secret')];
  return { command: { do: 'add-shared-key', keyId, secret } };
}

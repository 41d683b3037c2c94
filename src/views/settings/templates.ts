// Draws and reads the section of the templates, each with a preview for a real contact.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Read } from '../../domain/settings/commands.ts';
import type { SettingsPage, SettingsTemplate } from '../../domain/settings-page.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { templateWords } from '../../words/settings/page/other-sections.ts';
import { fillIn } from '../page/content.ts';
import { areaField, type Form, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { doButton, guarded, hidden, saveButton, written } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { shorten } from '../plain-text.ts';
import { section, settingsForm } from './section.ts';

const empty: SettingsTemplate = { id: '', name: '', body: '', preview: null };

export function templatesSection(page: SettingsPage): VNode {
  const saved = page.templates.filter(({ id }) => id !== '');
  const frame = {
    pill: { tone: 'plain', words: saved.length === 0 ? 'None yet' : String(saved.length) } as const,
    lead: frameWords.leads.templates,
  };
  if (!page.mayChange) {
    const list = saved.map(
      ({ name, body }) => html`<li><b>${written(name)}</b><p class="body" dir="auto">${body}</p></li>`,
    );
    return section(page, 'templates', frame, list.length > 0 ? html`<ul class="rows">${list}</ul>` : null);
  }
  // A template that is being made has no id yet. The list has it only after its preview was asked for.
  const fresh = page.templates.find(({ id }) => id === '') ?? empty;
  return section(
    page,
    'templates',
    frame,
    html`
      <p class="hint">
        ${fillIn(templateWords.fields, {
          example: html`<code>${'{{contact.first_name | there}}'}</code>`,
          sender: html`<code>${'{{admin.first_name}}'}</code>`,
        })}
      </p>
      ${saved.map((template, index) => card(page, template, `template-${index}`))} ${card(page, fresh, 'template-new')}
    `,
  );
}

function card(page: SettingsPage, template: SettingsTemplate, id: string): VNode {
  const isNew = template.id === '';
  const fields: Form = { id, state: formState(page, 'templates', ['id', template.id]) };
  const isOpen = fields.state.isSent || template.preview !== null;
  return html`<details class="template" open=${isOpen}>
    <summary>
      ${isNew ? 'Add a template' : html`<b>${written(template.name, 60)}</b> <span class="soft">${written(template.body, 70)}</span>`}
    </summary>
    <div class="folded">${editing(page, template, fields)} ${isNew ? null : archive(page, template)}</div>
  </details>`;
}

function editing(page: SettingsPage, { id, name, body, preview }: SettingsTemplate, fields: Form): VNode {
  // A contact that was typed for a preview needs no saving.
  const isChanged = fields.state.value('name', name) !== name || fields.state.value('body', body) !== body;
  return settingsForm(
    page,
    'templates',
    html`
      ${hidden('id', id)} ${textField(fields, { name: 'name', label: 'Name', stored: name })}
      ${areaField(fields, { name: 'body', label: 'Text', stored: body, rows: 4, counts: true })}
      <p class="actions">${saveButton(id === '' ? 'Add' : 'Save')}</p>
      <div class="preview" data-enter="preview">
        ${textField(fields, {
          name: 'contact',
          label: 'Preview for',
          stored: '',
          placeholder: templateWords.contact,
          hint: templateWords.previewHint,
        })}
        ${doButton('preview', 'Preview', 'secondary')}
      </div>
      ${preview === null ? null : html`<figure class="bubble"><figcaption class="sr">Preview</figcaption><p dir="auto">${preview}</p></figure>`}
    `,
    { state: { ...fields.state, isSent: isChanged }, item: id },
  );
}

function archive(page: SettingsPage, { id, name }: SettingsTemplate): VNode {
  return guarded(
    'Archive',
    templateWords.archive(shorten(name, 60)),
    settingsForm(
      page,
      'templates',
      html`${hidden('id', id)} ${doButton('archive', 'Archive this template', 'danger')}`,
      {
        item: id,
      },
    ),
  );
}

export function readTemplate(form: SentForm): Read {
  const [id, name, body] = [fieldIn(form, 'id'), fieldIn(form, 'name'), fieldIn(form, 'body')];
  switch (fieldIn(form, 'do')) {
    case 'preview':
      return { command: { do: 'preview-template', id, body, contact: fieldIn(form, 'contact') } };
    case 'archive':
      return { command: { do: 'archive-template', id, name } };
    default:
      return { command: { do: 'save-template', id, name, body } };
  }
}

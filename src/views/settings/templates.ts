// Draws and reads the section of the templates, each with a preview for a real contact.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Read } from '../../domain/settings/commands.ts';
import type { PageOf, SettingsTemplate } from '../../domain/settings-page.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { templateWords } from '../../words/settings/page/other-sections.ts';
import { fillIn } from '../page/content.ts';
import { areaField, type Form, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import type { PageContent } from '../page/frame.ts';
import { doButton, guarded, hidden, link, saveButton, written } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { shorten } from '../plain-text.ts';
import { section, settingsForm } from './section.ts';

type TemplatesPage = PageOf<'templates'>;

const empty: SettingsTemplate = { id: '', name: '', body: '', preview: null };

/** The list of the templates, or one of them with its form. */
export function templatesSection(page: TemplatesPage): PageContent {
  const saved = page.templates.filter(({ id }) => id !== '');
  const index = saved.findIndex(({ id }) => id === page.item);
  const template = saved[index];
  if (template && page.mayChange) return templatePage(page, template, `template-${index}`);
  // A template that is being made has no id yet. The list has it only after its preview was asked for.
  const fresh = page.templates.find(({ id }) => id === '') ?? empty;
  if (page.item === 'new' && page.mayChange) return templatePage(page, fresh, 'template-new');
  const add = page.mayChange
    ? html`<p class="actions">${link('Add a template', '/settings/templates/new', { look: 'primary' })}</p>`
    : null;
  const rows = saved.map((one) => templateRow(page, one));
  return section(
    page,
    'templates',
    {
      pill: { tone: 'plain', words: saved.length === 0 ? 'None yet' : String(saved.length) },
      lead: frameWords.leads.templates,
    },
    add === null && rows.length === 0
      ? null
      : html`${add} ${rows.length > 0 ? html`<ul class="rows">${rows}</ul>` : null}`,
  );
}

function templateRow({ mayChange }: TemplatesPage, { id, name, body }: SettingsTemplate): VNode {
  if (!mayChange) return html`<li><b>${written(name)}</b><p class="body" dir="auto">${body}</p></li>`;
  return html`<li class="template">
    <a href="/settings/templates/${id}"><b>${written(name, 60)}</b></a> <span class="soft">${written(body, 90)}</span>
  </li>`;
}

function templatePage(page: TemplatesPage, template: SettingsTemplate, id: string): PageContent {
  const isNew = template.id === '';
  const fields: Form = { id, state: formState(page, 'templates', ['id', template.id]) };
  const hint = fillIn(templateWords.fields, {
    example: html`<code>${'{{contact.first_name | there}}'}</code>`,
    sender: html`<code>${'{{admin.first_name}}'}</code>`,
  });
  return section(
    page,
    'templates',
    { title: isNew ? 'Add a template' : shorten(template.name, 60), lead: hint },
    html`${editing(page, template, fields)} ${isNew ? null : archive(page, template)}`,
  );
}

function editing(page: TemplatesPage, { id, name, body, preview }: SettingsTemplate, fields: Form): VNode {
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

function archive(page: TemplatesPage, { id, name }: SettingsTemplate): VNode {
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

// Draws and reads the section of the templates, each with a preview for a real contact.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Read } from '../../domain/settings/commands.ts';
import type { TemplatePreview } from '../../domain/settings/templates.ts';
import type { PageOf, SettingsTemplate } from '../../domain/settings-page.ts';
import { plainFields } from '../../domain/texts/template-check.ts';
import { wellFormed } from '../../domain/well-formed.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { templateWords } from '../../words/settings/page/other-sections.ts';
import { tellProblem } from '../../words/settings/saved.ts';
import { type Content, fillIn } from '../page/content.ts';
import { areaField, type Form, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import type { PageContent } from '../page/frame.ts';
import { doButton, guarded, hidden, link, pill, saveButton, written } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { shorten } from '../plain-text.ts';
import { copyField } from './choices.ts';
import { section, settingsForm } from './section.ts';

type TemplatesPage = PageOf<'templates'>;

/** Those that every workspace has. */
const SHOWN_FIELDS = plainFields.length;

const empty: SettingsTemplate = { id: '', name: '', body: '', fault: null, preview: null };

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

function templateRow({ mayChange }: TemplatesPage, { id, name, body, fault }: SettingsTemplate): VNode {
  if (!mayChange) return html`<li><b>${written(name)}</b><p class="body" dir="auto">${body}</p></li>`;
  return html`<li class="template">
    <a href="/settings/templates/${id}"><b>${written(name, 60)}</b></a> <span class="soft">${written(body, 90)}</span>
    ${fault === null ? null : pill({ tone: 'warn', words: fault.kind === 'broken-field' ? 'Broken field' : 'Unknown field' })}
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
    html`${standingFault(page, template)} ${editing(page, template, fields)} ${isNew ? null : bySeries(page, template, id)} ${isNew ? null : archive(page, template)}`,
  );
}

/** It is left out where the form just came back with a problem of its own. */
function standingFault({ flash }: TemplatesPage, { fault }: SettingsTemplate): VNode | null {
  if (fault === null || flash !== null) return null;
  return html`<p class="notice warn">${templateWords.faulty} ${tellProblem(fault)}</p>`;
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
      ${fieldList(page.fields, `${fields.id}-body`)}
      <p class="actions">${saveButton(id === '' ? 'Add' : 'Save')}</p>
      <div class="preview" data-enter="preview">
        ${textField(fields, {
          name: 'contact',
          label: 'Preview for (optional)',
          stored: '',
          placeholder: templateWords.contact,
          hint: templateWords.previewHint,
        })}
        ${doButton('preview', 'Preview', 'secondary')}
      </div>
      ${preview === null ? null : previewOf(preview)}
    `,
    { state: { ...fields.state, isSent: isChanged }, item: id },
  );
}

function previewOf({ text, missing, contact }: TemplatePreview): Content {
  const name = contact?.name ?? null;
  const caption = contact === null ? templateWords.examples : templateWords.previewOf(name && shorten(name, 60));
  return html`<p class="hint">${caption}</p>
    <figure class="bubble"><figcaption class="sr">Preview</figcaption><p dir="auto">${text}</p></figure>
    ${missing.length === 0 ? null : html`<p class="hint">${templateWords.missing(missing)}</p>`}`;
}

/** The script adds a button to each; without it they are there to copy. */
function fieldList(fields: readonly string[], areaId: string): VNode {
  const [first, more] = [fields.slice(0, SHOWN_FIELDS), fields.slice(SHOWN_FIELDS)];
  const listed = (names: readonly string[]) => html`<ul class="fields">
    ${names.map((name) => {
      const field = name === 'contact.first_name' ? `{{${name} | there}}` : `{{${name}}}`;
      return html`<li>
        <code>${shorten(field, 80)}</code>
        <button type="button" class="quiet" hidden data-insert=${field} data-insert-into=${areaId}>
          Insert<span class="sr"> ${field}</span>
        </button>
      </li>`;
    })}
  </ul>`;
  return html`<div class="field">
    <p class="hint">${templateWords.fieldList}</p>
    ${listed(first)}
    ${
      more.length === 0
        ? null
        : html`<details>
            <summary>${templateWords.ownFields(more.length)}</summary>
            <div class="folded">${listed(more)}</div>
          </details>`
    }
  </div>`;
}

/** The address to paste into the webhook block of a Series. */
function bySeries({ seriesUrl }: TemplatesPage, { name }: SettingsTemplate, id: string): VNode {
  const url = `${seriesUrl}${encodeURIComponent(wellFormed(name))}?step=welcome-1`;
  return html`<details>
    <summary>${templateWords.series}</summary>
    <div class="folded">
      ${copyField(`${id}-series`, templateWords.seriesUrl, url)}
      <p class="hint">${templateWords.seriesHint} ${link('API keys', '/settings/api-keys')}</p>
    </div>
  </details>`;
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

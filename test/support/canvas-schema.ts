// The schema of a canvas that Intercom takes: every component with its fields and no others.
// Source: developers.intercom.com/docs/references/canvas-kit, and the Inbox best practices.
import { Ajv } from 'ajv';

const MOST_BYTES = 64 * 1024;

const string = { type: 'string', minLength: 1 };
const submit = only({ type: { const: 'submit' } });
const webUrl = { type: 'string', pattern: '^https?://[^/\\s]+' };
const url = only({ type: { const: 'url' }, url: webUrl });
const action = { oneOf: [submit, url] };
const saveState = { enum: ['unsaved', 'saved', 'failed'] };
const isDisabled = { type: 'boolean' };
const pixels = { type: 'integer', minimum: 1 };

const option = only({ type: { const: 'option' }, id: string, text: string }, { disabled: isDisabled });
const options = { type: 'array', minItems: 2, maxItems: 10, items: option };
const item = only(
  { type: { const: 'item' }, id: string, title: string },
  { subtitle: string, tertiary_text: string, disabled: isDisabled, action },
);
const fieldValue = only({ type: { const: 'field-value' }, field: string, value: string });

const component = {
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: [
    only(
      { type: { const: 'text' }, text: string },
      {
        id: string,
        // The Inbox refuses every alignment but left.
        align: { const: 'left' },
        style: { enum: ['header', 'paragraph', 'muted', 'error'] },
        bottom_margin: { const: 'none' },
      },
    ),
    only(
      { type: { const: 'button' }, id: string, label: string, action },
      { style: { enum: ['primary', 'secondary', 'link'] }, disabled: isDisabled },
    ),
    only(
      { type: { const: 'input' }, id: string },
      { label: string, placeholder: string, value: { type: 'string' }, action: submit, save_state: saveState },
    ),
    only(
      { type: { const: 'textarea' }, id: string },
      {
        label: string,
        placeholder: string,
        value: { type: 'string' },
        error: { type: 'boolean' },
        disabled: isDisabled,
      },
    ),
    only({ type: { const: 'dropdown' }, id: string, options }, { label: string, value: string, save_state: saveState }),
    only({ type: { const: 'single-select' }, id: string, options }, { label: string, value: string, action: submit }),
    only(
      {
        type: { const: 'checkbox' },
        id: string,
        label: string,
        options: { type: 'array', minItems: 1, maxItems: 10, items: option },
      },
      { value: { type: 'array', items: string }, save_state: saveState },
    ),
    only({ type: { const: 'list' }, items: { type: 'array', minItems: 1, items: item } }, { disabled: isDisabled }),
    only({ type: { const: 'data-table' }, items: { type: 'array', minItems: 1, items: fieldValue } }),
    only(
      { type: { const: 'image' }, url: webUrl, width: pixels, height: pixels },
      { id: string, align: { enum: ['left', 'center', 'right', 'full_width'] }, action: url },
    ),
    only({ type: { const: 'divider' } }, { id: string, bottom_margin: { const: 'none' } }),
    only({ type: { const: 'spacer' } }, { id: string, size: { enum: ['xs', 's', 'm', 'l', 'xl'] } }),
  ],
};

const answer = only({
  canvas: only({
    content: only({ components: { type: 'array', minItems: 1, items: component } }),
    stored_data: { type: 'object', additionalProperties: { type: 'string' } },
  }),
});

function only(required: Record<string, object>, optional: Record<string, object> = {}): object {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  };
}

const validate = new Ajv({ strict: true, strictRequired: false, discriminator: true }).compile(answer);

interface Canvas {
  canvas: { content: { components: readonly object[] }; stored_data: object };
}

/** The reasons for which Intercom would refuse this canvas, as sentences; none for a canvas that it takes. */
export function canvasFaults(made: Canvas): string[] {
  // Intercom gets JSON, which has no undefined.
  const sent = JSON.parse(JSON.stringify(made)) as Canvas;
  if (!validate(sent)) return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  const { content, stored_data } = sent.canvas;
  const ids = idsOf(content.components);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the id ${id} is there twice`),
    ...content.components.flatMap(optionFaults),
    ...[content, stored_data].filter((part) => bytesOf(part) > MOST_BYTES).map((part) => `${bytesOf(part)} bytes`),
    ...(textsOf(made).every((text) => text.isWellFormed() && !text.includes('\0')) ? [] : ['text that is none']),
  ];
}

/** The ids of components and of list items. */
export function idsOf(components: readonly object[]): string[] {
  return components.flatMap((one) => {
    const { id, items } = one as { id?: string; items?: { id?: string }[] };
    return [id, ...(items ?? []).map((inner) => inner.id)].filter((found) => found !== undefined);
  });
}

function optionFaults(one: object): string[] {
  const { options: given, value } = one as { options?: { id: string }[]; value?: string | string[] };
  if (!given) return [];
  const ids = given.map(({ id }) => id);
  return [
    ...(new Set(ids).size === ids.length ? [] : ['an option is there twice']),
    ...([value ?? []].flat().every((one) => ids.includes(one)) ? [] : ['the value is no option']),
  ];
}

/** Every string in it. */
function textsOf(part: unknown): string[] {
  if (typeof part === 'string') return [part];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(textsOf) : [];
}

function bytesOf(part: object): number {
  return Buffer.byteLength(JSON.stringify(part));
}

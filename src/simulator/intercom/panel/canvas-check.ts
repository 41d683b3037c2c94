// Checks that Intercom would draw an answer as a canvas. Source: https://developers.intercom.com/docs/canvas-kit.md

const LONGEST_BYTES = 64 * 1024;

interface Rule {
  needed: readonly string[];
  style?: readonly string[];
}

const RULES: Readonly<Record<string, Rule>> = {
  text: { needed: ['text'], style: ['header', 'paragraph', 'muted', 'error'] },
  button: { needed: ['id', 'label', 'action'], style: ['primary', 'secondary', 'link'] },
  input: { needed: ['id'] },
  textarea: { needed: ['id'] },
  dropdown: { needed: ['id', 'options'] },
  'single-select': { needed: ['id', 'options'] },
  checkbox: { needed: ['id', 'options', 'label'] },
  list: { needed: ['items'] },
  'data-table': { needed: ['items'] },
  image: { needed: ['url', 'width', 'height'] },
  divider: { needed: [] },
  spacer: { needed: [] },
};

type Wire = Record<string, unknown>;

/** The faults of an answer, for its developer; empty when Intercom would draw it. */
export function problemsOf(answer: { status: number; body: unknown }): string[] {
  if (answer.status !== 200) return [`The service answered ${answer.status}: ${excerpt(answer.body)}`];
  const canvas = asWire(asWire(answer.body)['canvas']);
  const { components } = asWire(canvas['content']);
  if (!Array.isArray(components)) return [`The answer has no canvas.content.components: ${excerpt(answer.body)}`];
  return [
    ...components.flatMap((component, index) =>
      componentProblems(component).map((problem) => `Component ${index + 1}: ${problem}`),
    ),
    ...repeatedIds(components.map(asWire)).map((id) => `The id "${id}" is used more than once.`),
    ...tooLong('content', canvas['content']),
    ...tooLong('stored_data', canvas['stored_data']),
  ];
}

function repeatedIds(components: readonly Wire[]): string[] {
  const ids = components
    .flatMap((component) => [component, ...asList(component['items'])])
    .map((one) => one['id'])
    .filter((id) => id !== undefined);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index).map(String))];
}

function componentProblems(given: unknown): string[] {
  const component = asWire(given);
  const type = String(component['type']);
  const rule = RULES[type];
  if (!rule) return [`there is no component of type "${type}".`];
  const misshapen = ['options', 'items'].filter((name) => name in component && !Array.isArray(component[name]));
  if (misshapen.length > 0) return misshapen.map((name) => `${name} is no list.`);
  const { style } = component;
  return [
    ...rule.needed.filter((name) => isMissing(component[name])).map((name) => `${type} needs ${name}.`),
    ...(rule.style && style !== undefined && !rule.style.includes(String(style))
      ? [`"${String(style)}" is no style of ${type}.`]
      : []),
    ...optionProblems(type, component),
    ...itemProblems(type, component),
    ...actionProblems(component['action']),
    ...pictureProblems(type, component),
  ];
}

function optionProblems(type: string, component: Wire): string[] {
  if (!('options' in component)) return [];
  const options = asList(component['options']);
  const [least, most] = type === 'checkbox' ? [1, Number.POSITIVE_INFINITY] : [2, 10];
  const isBare = options.some((option) => option['type'] !== 'option' || !option['id'] || !option['text']);
  return [
    ...(options.length < least || options.length > most ? [`${type} has ${options.length} options.`] : []),
    ...(isBare ? ['an option needs type "option", id and text.'] : []),
  ];
}

function itemProblems(type: string, component: Wire): string[] {
  if (!('items' in component)) return [];
  const items = asList(component['items']);
  if (type === 'data-table') {
    const isBare = items.some(
      (item) => item['type'] !== 'field-value' || isMissing(item['field']) || isMissing(item['value']),
    );
    return isBare ? ['a row needs type "field-value", field and value.'] : [];
  }
  return [
    ...(items.some((item) => item['type'] !== 'item' || !item['id'] || !item['title'])
      ? ['an item needs type "item", id and title.']
      : []),
    ...(items.some((item) => item['image'] && !(item['image_width'] && item['image_height']))
      ? ['the image of an item needs image_width and image_height.']
      : []),
    ...items.flatMap((item) => actionProblems(item['action'])),
  ];
}

function actionProblems(given: unknown): string[] {
  if (isMissing(given)) return [];
  const { type, url } = asWire(given);
  if (type === 'submit') return [];
  if (type === 'url')
    return typeof url === 'string' && /^https?:\/\//.test(url) ? [] : ['a url action needs an absolute url.'];
  return type === 'sheet' ? ['sheets open in the Messenger only.'] : [`there is no action of type "${String(type)}".`];
}

function pictureProblems(type: string, { url, action }: Wire): string[] {
  if (type !== 'image') return [];
  const address = String(url ?? '');
  const isLocal = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(address);
  return [
    ...(isLocal || address.startsWith('https:') ? [] : ['an image needs an https address.']),
    ...(!isMissing(action) && asWire(action)['type'] !== 'url' ? ['an image can only have a url action.'] : []),
  ];
}

function tooLong(name: string, part: unknown): string[] {
  const bytes = Buffer.byteLength(JSON.stringify(part ?? {}));
  return bytes > LONGEST_BYTES ? [`${name} is ${bytes} bytes; at most ${LONGEST_BYTES} are taken.`] : [];
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function asWire(value: unknown): Wire {
  return typeof value === 'object' && value !== null ? (value as Wire) : {};
}

function asList(value: unknown): Wire[] {
  return Array.isArray(value) ? value.map(asWire) : [];
}

function excerpt(body: unknown): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text === undefined || text === '' ? 'nothing' : text.slice(0, 200);
}

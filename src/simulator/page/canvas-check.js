// Whether an answer is a canvas that Intercom would draw; source: https://developers.intercom.com/docs/canvas-kit.md

const LONGEST_BYTES = 64 * 1024;
const FIRST_CANVAS_PX = 400;
const FIELDS = {
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

/**
 * @param {{ status?: number, body?: any, error?: string }} answer
 * @returns {string[]} what is wrong with it, for its developer; empty when Intercom would draw it
 */
export function problemsOf(answer) {
  if (answer.error) return [answer.error];
  if (answer.status !== 200) return [`The service answered ${answer.status}: ${excerpt(answer.body)}`];
  const canvas = answer.body?.canvas;
  const components = canvas?.content?.components;
  if (!Array.isArray(components)) return [`The answer has no canvas.content.components: ${excerpt(answer.body)}`];
  const ids = components.flatMap((component) => [component?.id, ...(component?.items ?? []).map((item) => item?.id)]);
  const repeated = ids.filter((id, index) => id !== undefined && ids.indexOf(id) !== index);
  return [
    ...components.flatMap((component, index) =>
      componentProblems(component).map((problem) => `Component ${index + 1}: ${problem}`),
    ),
    ...[...new Set(repeated)].map((id) => `The id "${id}" is used more than once.`),
    ...tooLong('content', canvas.content),
    ...tooLong('stored_data', canvas.stored_data),
  ];
}

/** What a reviewer of the App Store would object to in the first canvas; `height` in pixels. */
export function reviewHints(canvas, height) {
  const { components } = canvas.content;
  const hasPrimary = components.some(({ type, style }) => type === 'button' && (style ?? 'primary') === 'primary');
  return [
    ...(height > FIRST_CANVAS_PX
      ? [`The first canvas is ${height} px tall; at most ${FIRST_CANVAS_PX} are wanted.`]
      : []),
    ...(hasPrimary ? ['The first canvas has a primary button; secondary or link is wanted.'] : []),
  ];
}

function componentProblems(component) {
  const fields = FIELDS[component?.type];
  if (!fields) return [`there is no component of type "${component?.type}".`];
  const missing = fields.needed.filter((name) => component[name] === undefined || component[name] === null);
  const lists = { options: component.options, items: component.items };
  const misshapen = Object.entries(lists).filter(([, list]) => list !== undefined && !Array.isArray(list));
  if (misshapen.length > 0) return misshapen.map(([name]) => `${name} is no list.`);
  return [
    ...missing.map((name) => `${component.type} needs ${name}.`),
    ...(fields.style && component.style && !fields.style.includes(component.style)
      ? [`"${component.style}" is no style of ${component.type}.`]
      : []),
    ...optionProblems(component),
    ...itemProblems(component),
    ...actionProblems(component.action),
    ...pictureProblems(component),
  ];
}

function optionProblems({ type, options }) {
  if (!options) return [];
  const [least, most] = type === 'checkbox' ? [1, Number.POSITIVE_INFINITY] : [2, 10];
  const bare = options.some((option) => option?.type !== 'option' || !option.id || !option.text);
  return [
    ...(options.length < least || options.length > most ? [`${type} has ${options.length} options.`] : []),
    ...(bare ? ['an option needs type "option", id and text.'] : []),
  ];
}

function itemProblems({ type, items }) {
  if (!items) return [];
  if (type === 'data-table') {
    const isBare = items.some(
      (item) => item?.type !== 'field-value' || item.field === undefined || item.value === undefined,
    );
    return isBare ? ['a row needs type "field-value", field and value.'] : [];
  }
  return [
    ...(items.some((item) => item?.type !== 'item' || !item.id || !item.title)
      ? ['an item needs type "item", id and title.']
      : []),
    ...(items.some((item) => item?.image && !(item.image_width && item.image_height))
      ? ['the image of an item needs image_width and image_height.']
      : []),
    ...items.flatMap((item) => actionProblems(item?.action)),
  ];
}

function actionProblems(action) {
  if (action === undefined || action === null || action.type === 'submit') return [];
  if (action.type === 'url') return action.url ? [] : ['a url action needs url.'];
  return action.type === 'sheet'
    ? ['sheets open in the Messenger only.']
    : [`there is no action of type "${action.type}".`];
}

function pictureProblems({ type, url, action }) {
  if (type !== 'image') return [];
  const isLocal = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url ?? '');
  return [
    ...(isLocal || /^https:/.test(url ?? '') ? [] : ['an image needs an https address.']),
    ...(action && action.type !== 'url' ? ['an image can only have a url action.'] : []),
  ];
}

function tooLong(name, part) {
  const bytes = new TextEncoder().encode(JSON.stringify(part ?? {})).length;
  return bytes > LONGEST_BYTES ? [`${name} is ${bytes} bytes; at most ${LONGEST_BYTES} are taken.`] : [];
}

function excerpt(body) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text === undefined || text === '' ? 'nothing' : text.slice(0, 200);
}

// A canvas as the lines that an agent reads, for snapshots whose difference can be read in a minute.
import type { Canvas, Component, Item } from '../../src/views/panel/canvas-kit.ts';

/** Longer words in a field are cut, and counted instead. */
const MOST_LETTERS = 120;

/**
 * One line a component, row or group of buttons: `# heading`, `! error`, `~ muted`, `> row | second line | third line`,
 * `Field: value`, `{Label: typed}`, `{Label: (placeholder)}`, `{Label: …} →` with an arrow, `!{…}` with an error mark,
 * `{Label: chosen | other}`, `{Label: [x] ticked}`, `[[primary]]`, `[secondary]`, `(link)`, and `(link ↗ address)` out of Intercom. Buttons that
 * follow one another share a line. `¬` ends a line that the next one follows without a gap.
 */
export function linesOf({ canvas }: Canvas): string[] {
  const lines: string[] = [];
  let isAfterButton = false;
  for (const component of canvas.content.components) {
    const own = linesOfOne(component);
    if (component.type === 'button' && isAfterButton) lines.push(`${lines.pop()} ${own.join('')}`);
    else lines.push(...own);
    isAfterButton = component.type === 'button';
  }
  return lines;
}

const marks = { header: '# ', paragraph: '', muted: '~ ', error: '! ' } as const;

function linesOfOne(component: Component): string[] {
  switch (component.type) {
    case 'text':
      return [`${marks[component.style]}${component.text}${component.bottom_margin === 'none' ? ' ¬' : ''}`].map(shown);
    case 'button':
      return [buttonOf(component)];
    case 'input':
      return [`{${contentOf(component)}}${component.action ? ' →' : ''}`];
    case 'textarea':
      return [`${component.error ? '!' : ''}{${contentOf(component)}}`];
    case 'dropdown': {
      const chosen = component.options.find(({ id }) => id === component.value);
      const others = component.options.filter((option) => option !== chosen).map(({ text }) => text);
      return [`{${component.label}: ${[chosen?.text ?? '(none)', ...others].join(' | ')}}`];
    }
    case 'checkbox':
      return [`{${component.label}: ${component.value.length > 0 ? '[x]' : '[ ]'} ${component.options[0].text}}`];
    case 'list':
      return component.items.map(rowOf);
    case 'image':
      return [`{picture ${component.width}×${component.height}} ↗ ${component.url}`];
    case 'data-table':
      return component.items.map(({ field, value }) => shown(`${field}: ${value}`));
  }
}

function buttonOf({ label, style, action }: Component & { type: 'button' }): string {
  const words = action.type === 'url' ? `${label} ↗ ${action.url}` : label;
  if (style === 'primary') return `[[${words}]]`;
  return style === 'secondary' ? `[${words}]` : `(${words})`;
}

function rowOf({ title, subtitle, tertiary_text }: Item): string {
  return shown(`> ${[title, subtitle, tertiary_text].filter((words) => words !== undefined).join(' | ')}`);
}

function contentOf(field: { label: string; placeholder?: string; value?: string }): string {
  const placeholder = field.placeholder ? `(${field.placeholder})` : '';
  return shown(`${field.label}: ${field.value === undefined ? placeholder : cut(field.value)}`);
}

function cut(value: string): string {
  return value.length <= MOST_LETTERS ? value : `${value.slice(0, MOST_LETTERS)}… (${value.length} letters)`;
}

/** In one line, without the signs that keep typed words from being read as markup. */
function shown(words: string): string {
  return words.replaceAll('\u2060', '').replace(/\s*\n\s*/g, ' / ');
}

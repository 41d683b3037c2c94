// How each tag of an Intercom comment becomes text on a phone.
import type { DomNode, FormatCallback, HtmlToTextOptions } from 'html-to-text';
import { frames, hasClass, holdsOnlyPictures, isContent, rowsOf, textOf } from './comment-nodes.ts';

const paragraph: FormatCallback = (element, walk, builder, options) => {
  // A line that holds only a picture leaves no gap where the picture was.
  if (holdsOnlyPictures(element)) {
    walk(element.children, builder);
    builder.addInline(' ');
    return;
  }
  const isLine = options.leadingLineBreaks === 1 || element.parent?.name === 'li' || hasClass(element, 'no-margin');
  builder.openBlock({ leadingLineBreaks: isLine ? 1 : 2 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: isLine ? 1 : 2 });
};

const lineBreak: FormatCallback = (element, _walk, builder) => {
  // As in a browser, a break that ends a block with something in it breaks nothing.
  const siblings = element.parent?.children ?? [];
  const endsBlock = siblings.length > 1 && siblings.at(-1) === element && isBlock(element.parent);
  if (!endsBlock) builder.addLineBreak();
};

const picture: FormatCallback = (element, _walk, builder) => {
  const source = sourceOf(element);
  if (source !== '') imagesOf(builder).push(source);
};

const frame: FormatCallback = (element, walk, builder) => {
  const source = sourceOf(element);
  if (source !== '') {
    builder.openBlock({ leadingLineBreaks: 1 });
    builder.addInline(source, { noWordTransform: true });
    builder.closeBlock({ trailingLineBreaks: 1 });
  }
  walk(element.children, builder);
};

const link: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  const address = linkAddress(element.attribs?.href ?? '');
  if (address === '') return;
  const label = textOf(element);
  if (label === '') {
    if (!imagesOf(builder).includes(address)) builder.addInline(address);
  } else if (comparable(label) !== comparable(address)) {
    builder.addInline(` (${address})`);
  }
};

const list: FormatCallback = (element, walk, builder) => {
  let number = Number.parseInt(element.attribs?.start ?? '1', 10) || 1;
  builder.openList({ interRowLineBreaks: 1, leadingLineBreaks: 1 });
  for (const item of (element.children ?? []).filter(isContent)) {
    const isItem = item.name === 'li';
    const marker = element.name === 'ol' ? `${number}. ` : '- ';
    builder.openListItem({ prefix: isItem && !holdsOnlyPictures(item) ? marker : '' });
    walk([item], builder);
    builder.closeListItem();
    if (isItem) number += 1;
  }
  builder.closeList({ trailingLineBreaks: 1 });
};

const listItem: FormatCallback = (element, walk, builder, options) => {
  if (['ul', 'ol'].includes(element.parent?.name ?? '')) walk(element.children, builder);
  else paragraph(element, walk, builder, options);
};

const table: FormatCallback = (element, walk, builder) => {
  builder.openTable();
  for (const row of rowsOf(element)) {
    builder.openTableRow();
    for (const cell of row) {
      builder.openTableCell();
      walk([cell], builder);
      builder.closeTableCell();
    }
    builder.closeTableRow();
  }
  builder.closeTable({
    tableToString: (rows) => rows.map((cells) => rowText(cells.map((cell) => cell.text))).join('\n'),
    leadingLineBreaks: 1,
    trailingLineBreaks: 1,
  });
};

const line = { leadingLineBreaks: 1, trailingLineBreaks: 1 };
const lines = ['div', 'section', 'article', 'figure', 'figcaption', 'header', 'footer', 'main', 'aside', 'nav', 'form'];
const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const blocks = new Set([...lines, ...headings, 'p', 'li', 'td', 'th', 'blockquote']);

/**
 * The options of html-to-text. The conversion's metadata is an array that pictures are added to. Intercom documents the
 * tags of articles only, and says to expect any: https://developers.intercom.com/docs/guides/help-center/supported-html
 */
export const commentMarkup: HtmlToTextOptions = {
  wordwrap: false,
  // A stray <body> must not hide what stands around it.
  baseElements: { selectors: [], returnDomByDefault: true },
  // Deeper nesting than any editor makes; the stack is not endless.
  limits: { maxDepth: 250, ellipsis: '…' },
  whitespaceCharacters: ' \t\r\n\f',
  formatters: { paragraph, lineBreak, picture, frame, link, list, listItem, table },
  selectors: [
    { selector: 'p', format: 'paragraph', options: { leadingLineBreaks: 2 } },
    ...[...lines, ...headings].map((selector) => ({ selector, format: 'paragraph', options: line })),
    { selector: 'br', format: 'lineBreak' },
    { selector: 'hr', format: 'blockString', options: { ...line, string: '---' } },
    { selector: 'img', format: 'picture' },
    ...frames.map((selector) => ({ selector, format: 'frame' })),
    { selector: 'a', format: 'link' },
    { selector: 'ul', format: 'list' },
    { selector: 'ol', format: 'list' },
    { selector: 'li', format: 'listItem', options: line },
    { selector: 'table', format: 'table' },
    { selector: 'blockquote', format: 'blockquote', options: line },
    { selector: 'pre', format: 'pre', options: line },
    { selector: 'head', format: 'skip' },
    { selector: 'template', format: 'skip' },
  ],
};

function imagesOf(builder: object): string[] {
  return 'metadata' in builder && Array.isArray(builder.metadata) ? builder.metadata : [];
}

/** A row on one line; columns are not aligned, as a phone's letters are not equally wide. */
function rowText(cells: string[]): string {
  const flat = cells.map((cell) =>
    cell
      .split('\n')
      .map((part) => part.trim())
      .filter(Boolean)
      .join(' '),
  );
  return flat.slice(0, flat.findLastIndex((cell) => cell !== '') + 1).join(' | ');
}

function isBlock(node: DomNode | null | undefined): boolean {
  return blocks.has(node?.name ?? '');
}

function sourceOf(element: DomNode): string {
  return withScheme(element.attribs?.src ?? '');
}

/** The readable part of an href; empty for one that leads nowhere from a phone. */
function linkAddress(href: string): string {
  const address = withScheme(href);
  const [, contact] = /^(?:mailto|tel|sms):([^?]*)/i.exec(address) ?? [];
  if (contact !== undefined) return contact;
  return /^[a-z][a-z\d+.-]*:/i.test(address) && !/^(?:javascript|data|vbscript|blob):/i.test(address) ? address : '';
}

function withScheme(address: string): string {
  const trimmed = address.trim();
  return trimmed.startsWith('//') ? `https:${trimmed}` : trimmed;
}

/** Equal for a link's words and its address when reading both would tell nobody anything more. */
function comparable(text: string): string {
  const bare = text
    .replace(/^(?:https?:\/\/|mailto:|tel:|sms:)/i, '')
    .replace(/\/$/, '')
    .toLowerCase();
  return /^[+\d\s().-]+$/.test(bare) ? bare.replace(/\D/g, '') : bare;
}

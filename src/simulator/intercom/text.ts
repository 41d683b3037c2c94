// Message bodies as Intercom keeps them: text becomes paragraphs of HTML, and HTML becomes text again where asked.

const BLOCK_START = /^\s*<(p|div|ul|ol|li|h[1-6]|blockquote|pre|table|figure|img|hr)\b/i;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

const LAST_CODE_POINT = 0x10ffff;

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A contact's words: plain text without markup, one paragraph a line. */
export function bodyFromText(text: string): string {
  return linesOf(text)
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('\n');
}

/** The body of an admin's API call: HTML, or text that is put into paragraphs; scripts and handlers are removed. */
export function bodyFromMarkup(markup: string): string {
  const safe = withoutActiveContent(markup);
  if (BLOCK_START.test(safe)) return safe;
  return linesOf(safe)
    .map((line) => `<p>${escapeStray(line)}</p>`)
    .join('\n');
}

/**
 * The text of an HTML body, as `display_as=plaintext` gives it since 2.16: a link whose label is not its address
 * becomes `label (address)`. How Intercom renders an image there is not documented; here it leaves nothing.
 */
export function textFromBody(html: string): string {
  return html
    .replace(/<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)<\/a>/gis, (_, href: string, label: string) => linkText(href, label))
    .replace(/<\/(p|div|li|h[1-6]|blockquote|tr)>\n?|<br\s*\/?>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => entity(name) ?? whole)
    .replace(/\n$/, '');
}

function linesOf(text: string): string[] {
  return text.replace(/\r\n?/g, '\n').split('\n');
}

function linkText(href: string, label: string): string {
  return label === href || label === '' ? href : `${label} (${href})`;
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()];
  const hex = /^#x/i.test(name);
  const point = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  return point <= LAST_CODE_POINT ? String.fromCodePoint(point) : undefined;
}

function withoutActiveContent(markup: string): string {
  return markup
    .replace(/<(script|style)\b.*?<\/\1\s*>/gis, '')
    .replace(/<\/?(script|style)\b[^>]*>/gi, '')
    .replace(/<[a-z][^>]*>/gi, withoutActiveAttributes);
}

function withoutActiveAttributes(tag: string): string {
  return tag
    .replace(/\s+on[a-z]+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, '')
    .replace(/\s+(href|src)\s*=\s*(["']?)\s*javascript:[^"'\s>]*\2/gi, '');
}

/** An ampersand or angle bracket that starts neither an entity nor a tag is meant literally. */
function escapeStray(line: string): string {
  return line.replace(/&(?!(#x?[0-9a-f]+|[a-z]+);)/gi, '&amp;').replace(/<(?!\/?[a-z])/gi, '&lt;');
}

// Text with a little markup as elements of the page: never as raw HTML, so that nothing in it can act.
import { h } from 'preact';

const KEPT = new Set(['P', 'BR', 'STRONG', 'EM', 'UL', 'OL', 'LI', 'CODE', 'PRE', 'BLOCKQUOTE']);
const RENAMED = { B: 'strong', I: 'em', H1: 'p', H2: 'p', H3: 'p', H4: 'p', H5: 'p', H6: 'p', DIV: 'p' };
const DROPPED = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'IFRAME', 'OBJECT', 'NOSCRIPT']);

/** A message's HTML: paragraphs, lists, emphasis, links and pictures; of any other element its words. */
export function fromHtml(source) {
  const parsed = new DOMParser().parseFromString(source, 'text/html');
  return [...parsed.body.childNodes].map(elementOf);
}

function elementOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(node.tagName)) return null;
  const children = [...node.childNodes].map(elementOf);
  if (node.tagName === 'A') return linkTo(node.getAttribute('href'), children);
  if (node.tagName === 'IMG') return pictureOf(node);
  const name = KEPT.has(node.tagName) ? node.tagName.toLowerCase() : RENAMED[node.tagName];
  if (!name) return children;
  const spacing = node.classList.contains('no-margin') ? { class: 'no-margin' } : {};
  return h(name, spacing, children);
}

function pictureOf(image) {
  const url = safeUrl(image.getAttribute('src'));
  return url ? h('img', { src: url, alt: image.getAttribute('alt') || 'Picture', loading: 'lazy' }) : null;
}

const MARKDOWN = /\*\*(.+?)\*\*|__(.+?)__|\[([^\]]+)\]\(([^\s)]+)\)/g;

/** Canvas Kit's markdown: bold and links, nothing else. */
export function fromMarkdown(source) {
  const found = [];
  let from = 0;
  for (const match of source.matchAll(MARKDOWN)) {
    const [whole, starred, underlined, label, url] = match;
    if (match.index > from) found.push(source.slice(from, match.index));
    found.push(url ? linkTo(url, fromMarkdown(label)) : h('strong', {}, fromMarkdown(starred ?? underlined)));
    from = match.index + whole.length;
  }
  if (from < source.length) found.push(source.slice(from));
  return found;
}

const BARE_LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;

/** A text as phones show it: addresses can be tapped. */
export function withLinks(text) {
  const found = [];
  let from = 0;
  for (const match of text.matchAll(BARE_LINK)) {
    found.push(text.slice(from, match.index), linkTo(match[0], match[0]));
    from = match.index + match[0].length;
  }
  found.push(text.slice(from));
  return found;
}

function linkTo(address, children) {
  const url = safeUrl(address);
  return url ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, children) : children;
}

/** Addresses of web pages and people only; null for anything a browser would run. */
export function safeUrl(address) {
  const url = URL.parse(address ?? '', document.baseURI);
  return url && /^(https?|mailto|tel):$/.test(url.protocol) ? url.href : null;
}

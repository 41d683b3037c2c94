// Reads the nodes of an Intercom comment before they become text.
import type { DomNode } from 'html-to-text';

/** Tags whose content is behind their address. */
export const frames: readonly string[] = ['iframe', 'video', 'audio', 'source', 'embed'];

const sections: readonly string[] = ['thead', 'tbody', 'tfoot'];

/** The nodes from this one down; without recursion, as the depth is the sender's. */
function* nodesOf(node: DomNode): Generator<DomNode> {
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    for (const child of (next.children ?? []).toReversed()) open.push(child);
  }
}

/** The words of a node, on one line. */
export function textOf(node: DomNode): string {
  let text = '';
  for (const inner of nodesOf(node)) if (inner.type === 'text') text += inner.data ?? '';
  return text.replace(/[\s\u200b\u2060\ufeff]+/g, ' ').trim();
}

/** True where a picture is the only content: no words, no link, nothing to play. */
export function holdsOnlyPictures(node: DomNode): boolean {
  let pictures = 0;
  for (const inner of nodesOf(node)) {
    if (inner.type === 'text' && inner.data?.trim()) return false;
    if (frames.includes(inner.name ?? '') || inner.attribs?.href) return false;
    if (inner.name === 'img') pictures += 1;
  }
  return pictures > 0;
}

/** The cells of each row; content of a table outside its rows is a row of its own. */
export function rowsOf(table: DomNode): DomNode[][] {
  const inside = (table.children ?? []).flatMap((child) =>
    sections.includes(child.name ?? '') ? child.children : child,
  );
  return inside.filter(isContent).map((row) => (row.name === 'tr' ? row.children.filter(isContent) : [row]));
}

/** True for anything but the white space between tags. */
export function isContent(node: DomNode): boolean {
  return node.type === 'tag' || textOf(node) !== '';
}

export function hasClass(element: DomNode, name: string): boolean {
  return (element.attribs?.class ?? '').split(/\s+/).includes(name);
}

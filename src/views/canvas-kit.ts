// Canvas Kit's components, as far as we use them, built so that Intercom accepts them.

/** Sources: developers.intercom.com/docs/references/canvas-kit, and the Inbox best practices. */
export type Component =
  | {
      type: 'text';
      text: string;
      style: 'header' | 'paragraph' | 'muted' | 'error';
      align: 'left';
      bottom_margin?: 'none';
    }
  | { type: 'data-table'; items: { type: 'field-value'; field: string; value: string }[] }
  | { type: 'list'; items: { type: 'item'; id: string; title: string; subtitle?: string; tertiary_text?: string }[] }
  | { type: 'spacer'; size: 'xs' | 's' | 'm' | 'l' | 'xl' }
  | { type: 'divider' };

export interface Canvas {
  canvas: { content: { components: Component[] }; stored_data: Record<string, string> };
}

/** What is typed by people must not become markup: text components read bold and links as Markdown. */
export function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, (character) => `\\${character}`);
}

export function text(words: string, style: 'header' | 'paragraph' | 'muted' | 'error' = 'paragraph'): Component {
  return { type: 'text', text: words, style, align: 'left' };
}

export function table(rows: readonly (readonly [field: string, value: string])[]): Component {
  return { type: 'data-table', items: rows.map(([field, value]) => ({ type: 'field-value', field, value })) };
}

export function canvas(components: Component[]): Canvas {
  return { canvas: { content: { components }, stored_data: {} } };
}

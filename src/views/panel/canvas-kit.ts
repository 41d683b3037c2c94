// Canvas Kit's components, as far as we use them, built so that Intercom accepts them.
// Sources: developers.intercom.com/docs/references/canvas-kit, and the Inbox best practices.

import type { PanelMemory } from '../../domain/panel.ts';
import type { PanelAction } from '../../domain/panel-action.ts';
import { isBlank, wellFormed } from '../../domain/well-formed.ts';
import { plain, withoutMarkup } from '../plain-text.ts';
import { fitted } from './canvas-size.ts';
import { type ComponentId, type FieldId, fieldId, idOf, LONGEST_ID, type OutsidePage, outsideId } from './ids.ts';
import { type StoredData, writeMemory } from './memory.ts';

export type TextStyle = 'header' | 'paragraph' | 'muted' | 'error';

declare const checked: unique symbol;
/** An absolute address of a web page. */
export type WebUrl = string & { readonly [checked]: true };

export type Action = { type: 'submit' } | { type: 'url'; url: WebUrl };

export interface Option {
  type: 'option';
  id: string;
  text: string;
}
/** Two to ten, all different: only `options` makes them. */
export type Options = readonly [Option, Option, ...Option[]];

export interface Item {
  type: 'item';
  id: ComponentId;
  title: string;
  subtitle?: string;
  tertiary_text?: string;
  action: { type: 'submit' };
}

export type Component =
  | { type: 'text'; text: string; style: TextStyle; align: 'left'; bottom_margin?: 'none' }
  | { type: 'button'; id: ComponentId; label: string; style: 'primary' | 'secondary' | 'link'; action: Action }
  | {
      type: 'input';
      id: ComponentId;
      label: string;
      placeholder?: string;
      value?: string;
      action?: { type: 'submit' };
    }
  | { type: 'textarea'; id: ComponentId; label: string; placeholder?: string; value?: string; error: boolean }
  | { type: 'dropdown'; id: ComponentId; label: string; options: Options; value?: string }
  | { type: 'checkbox'; id: ComponentId; label: string; options: readonly [Option]; value: readonly string[] }
  | { type: 'list'; items: readonly Item[] }
  | { type: 'image'; url: WebUrl; width: number; height: number; align: 'left'; action: { type: 'url'; url: WebUrl } }
  | { type: 'data-table'; items: readonly { type: 'field-value'; field: string; value: string }[] };

export interface Canvas {
  canvas: { content: { components: readonly Component[] }; stored_data: StoredData };
}

/** A piece of a text component: words of our own, words in bold, or what somebody typed, of which nothing becomes markup. */
export type Words = string | { typed: string } | { bold: string };

/** `tight`: the next component follows without a gap. */
export function text(
  words: Words | readonly Words[],
  style: TextStyle = 'paragraph',
  { tight = false }: { tight?: boolean } = {},
): Component {
  const pieces = (Array.isArray(words) ? words : [words]) as readonly Words[];
  const margin = tight ? { bottom_margin: 'none' as const } : {};
  return { type: 'text', text: seen(pieces.map(marked).join('')), style, align: 'left', ...margin };
}

function marked(piece: Words): string {
  if (typeof piece === 'string') return withoutMarkup(piece);
  return 'bold' in piece ? `**${withoutMarkup(piece.bold).trim()}**` : plain(piece.typed);
}

export function button(label: string, action: PanelAction, style: 'primary' | 'secondary' | 'link'): Component {
  return { type: 'button', id: idOf(action), label: seen(label), style, action: { type: 'submit' } };
}

/** A picture, not wider than the panel, which opens whole in a new tab; nothing where Intercom could not show it. */
export function picture(address: string | null, pixels: { width: number; height: number } | null): Component[] {
  const url = webUrl(address);
  if (url === null || pixels === null) return [];
  const scale = Math.min(1, PICTURE_PX / pixels.width, PICTURE_PX / pixels.height);
  const [width, height] = [pixels.width, pixels.height].map((length) => Math.max(1, Math.round(length * scale)));
  return [{ type: 'image', url, width: width ?? 1, height: height ?? 1, align: 'left', action: { type: 'url', url } }];
}

/** The panel is about so wide, without its margins. */
const PICTURE_PX = 280;

/** Leads out of Intercom, into a new tab; nothing where the address is none that Intercom takes. */
export function outsideLink(label: string, where: OutsidePage, address: string | null): Component[] {
  const url = webUrl(address);
  if (url === null) return [];
  return [{ type: 'button', id: outsideId(where), label: seen(label), style: 'link', action: { type: 'url', url } }];
}

export function webUrl(address: string | null): WebUrl | null {
  const url = address === null ? null : URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol) && url.href.length <= 2_000 ? (url.href as WebUrl) : null;
}

interface Line {
  label: string;
  placeholder?: string;
  value?: string;
}

/** A line to type in; `canSubmit` gives it an arrow, whose click is called like the line. */
export function input(id: FieldId, { label, ...rest }: Line, { canSubmit = false } = {}): Component {
  const action = canSubmit ? { action: { type: 'submit' as const } } : {};
  return { type: 'input', id: fieldId(id), label: seen(label), ...filled(rest), ...action };
}

export function textarea(id: FieldId, { label, ...rest }: Line, { hasError = false } = {}): Component {
  return { type: 'textarea', id: fieldId(id), label: seen(label), ...filled(rest), error: hasError };
}

function filled({ placeholder, value }: Omit<Line, 'label'>): { placeholder?: string; value?: string } {
  return {
    ...(placeholder ? { placeholder: wellFormed(placeholder) } : {}),
    ...(value ? { value: wellFormed(value) } : {}),
  };
}

export function dropdown(id: FieldId, choice: { label: string; options: Options; value: string | null }): Component {
  const { options, value } = choice;
  const isOne = options.some((option) => option.id === value);
  return {
    type: 'dropdown',
    id: fieldId(id),
    label: seen(choice.label),
    options,
    ...(isOne && value !== null ? { value } : {}),
  };
}

/** One box to tick. Canvas Kit wants a label above its options. */
export function tick(
  box: { id: ComponentId; option: string },
  label: string,
  words: string,
  isTicked: boolean,
): Component {
  const option: Option = { type: 'option', id: box.option, text: seen(words) };
  return { type: 'checkbox', id: box.id, label: seen(label), options: [option], value: isTicked ? [box.option] : [] };
}

/** Null where they are fewer than two or more than ten: another way to choose is needed then. */
export function options(choices: readonly { id: string; text: string }[]): Options | null {
  const ids = new Map(
    choices
      .filter(({ id }) => id !== '' && id.length <= LONGEST_ID)
      .map((choice) => [wellFormed(choice.id), choice.text]),
  );
  const made = [...ids].map(([id, words]): Option => ({ type: 'option', id, text: seen(words) }));
  const [first, second, ...rest] = made;
  return first && second && made.length <= 10 ? [first, second, ...rest] : null;
}

/** A line of a list that is clicked as a whole. */
export function item(action: PanelAction, title: string, lines: { subtitle?: string; third?: string } = {}): Item {
  return {
    type: 'item',
    id: idOf(action),
    title: seen(title),
    ...(lines.subtitle ? { subtitle: wellFormed(lines.subtitle) } : {}),
    ...(lines.third ? { tertiary_text: wellFormed(lines.third) } : {}),
    action: { type: 'submit' },
  };
}

/** Nothing for no items. */
export function list(items: readonly Item[]): Component[] {
  return items.length === 0 ? [] : [{ type: 'list', items: items.slice(0, MOST_LINES) }];
}

export function table(rows: readonly (readonly [field: string, value: string])[]): Component[] {
  if (rows.length === 0) return [];
  return [
    {
      type: 'data-table',
      items: rows
        .slice(0, MOST_LINES)
        .map(([field, value]) => ({ type: 'field-value', field: seen(field), value: seen(value) })),
    },
  ];
}

/** The most that a screen holds, whatever its state. */
const MOST_COMPONENTS = 100;
const MOST_LINES = 50;

export function canvas(components: readonly Component[], memory: PanelMemory): Canvas {
  const shown = fitted(withoutTwins(components.slice(0, MOST_COMPONENTS)));
  return { canvas: { content: { components: shown }, stored_data: writeMemory(memory) } };
}

/** The same click twice is one too many, and two components of one id are refused. */
function withoutTwins(components: readonly Component[]): Component[] {
  const ids = new Set<string>();
  const isNew = ({ id }: { id: string }) => !ids.has(id) && ids.add(id).size > 0;
  return components.flatMap((component): Component[] => {
    if ('id' in component) return isNew(component) ? [component] : [];
    return component.type === 'list' ? list(component.items.filter(isNew)) : [component];
  });
}

/** Canvas Kit refuses what has no words. */
function seen(words: string): string {
  const valid = wellFormed(words);
  return isBlank(valid) ? '—' : valid;
}

// The ids of the panel's components: a click's id is written here and read back here.
import type { PanelAction, PanelInput } from '../../domain/panel-action.ts';
import { isUuid } from '../../domain/uuid.ts';
import { wellFormed } from '../../domain/well-formed.ts';
import { cutAt } from '../plain-text.ts';

declare const made: unique symbol;

/** An id that came from here, so that what is clicked can be read. */
export type ComponentId = string & { readonly [made]: true };

/** Longer than any draft that may be sent, so that its writer is told so rather than cut short. */
export const LONGEST_BODY = 10_000;
export const LONGEST_ID = 200;
const LONGEST_LINE = 500;
const LONGEST_ADDRESS = 64;

export function idOf(action: PanelAction): ComponentId {
  return cutAt(wellFormed(nameOf(action)), LONGEST_ID) as ComponentId;
}

function nameOf(action: PanelAction): string {
  switch (action.do) {
    case 'texts':
      return action.olderThan === null ? 'texts' : `texts.${action.olderThan}`;
    case 'open-text':
      return `text.${action.id}`;
    case 'templates':
    case 'senders':
      return `${action.do}.${action.page}`;
    case 'use-template':
      return `template.${action.id}`;
    case 'use-sender':
    case 'use-number':
      return `${action.do}.${action.address}`;
    case 'merge':
    case 'merge-now':
      return `${action.do}.${action.lead}.${action.user}`;
    case 'schedule':
      return `schedule.${action.preset}`;
    case 'schedule-at':
    case 'choose-time':
      return `${action.do}.${action.at}`;
    case 'open-scheduled':
      return `scheduled.${action.id}`;
    case 'again':
    case 'arrived':
    case 'send-now':
    case 'edit-failed':
    case 'another-number':
    case 'fix-number':
    case 'edit-scheduled':
    case 'cancel-scheduled':
    case 'undo-cancel':
    case 'opt-out-by':
      return `${action.do}.${action.id}`;
    default:
      return action.do;
  }
}

/** The action of a click on this id; null for an id that we never wrote, or no longer write. */
export function actionOf(id: string): PanelAction | null {
  const dot = id.indexOf('.');
  if (dot < 0) return bareActions.get(id) ?? null;
  return subjectActions.get(id.slice(0, dot))?.(id.slice(dot + 1)) ?? null;
}

const bareActions: ReadonlyMap<string, PanelAction> = new Map(
  [
    { do: 'home' } as const,
    { do: 'refresh' } as const,
    { do: 'texts', olderThan: null } as const,
    { do: 'write' } as const,
    { do: 'check' } as const,
    { do: 'simplify' } as const,
    { do: 'send' } as const,
    { do: 'search-templates' } as const,
    { do: 'search-senders' } as const,
    { do: 'number' } as const,
    { do: 'use-typed-number' } as const,
    { do: 'later' } as const,
    { do: 'schedule-typed' } as const,
    { do: 'scheduled' } as const,
    { do: 'signature' } as const,
    { do: 'save-signature' } as const,
    { do: 'consent' } as const,
    { do: 'opt-out' } as const,
    { do: 'resume' } as const,
    { do: 'resume-automatic' } as const,
  ].map((action) => [nameOf(action), action]),
);

const subjectActions: ReadonlyMap<string, (subject: string) => PanelAction | null> = new Map([
  ['texts', (id) => (isUuid(id) ? { do: 'texts', olderThan: id } : null)],
  ['text', (id) => (isUuid(id) ? { do: 'open-text', id } : null)],
  ['templates', (page) => (isPage(page) ? { do: 'templates', page: Number(page) } : null)],
  ['template', (id) => (isUuid(id) || /^macro-[\w-]{1,64}$/.test(id) ? { do: 'use-template', id } : null)],
  ['senders', (page) => (isPage(page) ? { do: 'senders', page: Number(page) } : null)],
  ['use-sender', (address) => (isAddress(address) ? { do: 'use-sender', address } : null)],
  ['use-number', (address) => (isAddress(address) ? { do: 'use-number', address } : null)],
  ['again', (id) => (isUuid(id) ? { do: 'again', id } : null)],
  ['arrived', (id) => (isUuid(id) ? { do: 'arrived', id } : null)],
  ['send-now', (id) => (isUuid(id) ? { do: 'send-now', id } : null)],
  ['edit-failed', (id) => (isUuid(id) ? { do: 'edit-failed', id } : null)],
  ['another-number', (id) => (isUuid(id) ? { do: 'another-number', id } : null)],
  ['fix-number', (id) => (isUuid(id) ? { do: 'fix-number', id } : null)],
  ['opt-out-by', (id) => (isUuid(id) ? { do: 'opt-out-by', id } : null)],
  ['merge', (ids) => readPair('merge', ids)],
  ['merge-now', (ids) => readPair('merge-now', ids)],
  ['schedule', readPreset],
  ['choose-time', (at) => (isTime(at) ? { do: 'choose-time', at: Number(at) } : null)],
  ['schedule-at', (at) => (isTime(at) ? { do: 'schedule-at', at: Number(at) } : null)],
  ['scheduled', (id) => (isUuid(id) ? { do: 'open-scheduled', id } : null)],
  ['edit-scheduled', (id) => (isUuid(id) ? { do: 'edit-scheduled', id } : null)],
  ['cancel-scheduled', (id) => (isUuid(id) ? { do: 'cancel-scheduled', id } : null)],
  ['undo-cancel', (id) => (isUuid(id) ? { do: 'undo-cancel', id } : null)],
] satisfies [string, (subject: string) => PanelAction | null][]);

/** Intercom's ids of two contacts. */
function readPair(name: 'merge' | 'merge-now', ids: string): PanelAction | null {
  const [, lead, user] = /^([\w-]{1,64})\.([\w-]{1,64})$/.exec(ids) ?? [];
  return lead === undefined || user === undefined ? null : { do: name, lead, user };
}

function readPreset(preset: string): PanelAction | null {
  return preset === 'hour' || preset === 'tomorrow' || preset === 'monday' ? { do: 'schedule', preset } : null;
}

/** A line whose own arrow is the click is called what the click is called: Intercom sends the line's id for both. */
const fields = {
  body: ['body'],
  attach: ['attach'],
  sender: ['sender'],
  number: ['use-typed-number'],
  reason: ['reason'],
  signature: ['signature'],
  when: ['schedule-typed'],
  query: ['search-templates', 'search-senders'],
} as const satisfies Record<Exclude<keyof PanelInput, 'saveNumber'>, readonly string[]>;

/** A box to tick, and the one option that it has. */
export const saveNumberBox = { id: 'save-number' as ComponentId, option: 'yes' };

export type FieldId = (typeof fields)[keyof typeof fields][number];

export const fieldIds: readonly string[] = [...Object.values(fields).flat(), saveNumberBox.id];

export function fieldId(id: FieldId): ComponentId {
  return id as string as ComponentId;
}

/** An address is longer than a line that people write. */
export const LONGEST_LINK = 2_000;

const longest: Partial<Record<keyof typeof fields, number>> = { body: LONGEST_BODY, attach: LONGEST_LINK };

/** The words in the fields of the canvas that was clicked. Values that are no text are left out, and long ones are cut. */
export function readInput(values: unknown): PanelInput {
  if (typeof values !== 'object' || values === null) return {};
  const given = new Map<string, unknown>(Object.entries(values));
  const input: PanelInput = {};
  const ticked = given.get(saveNumberBox.id);
  if (Array.isArray(ticked)) input.saveNumber = ticked.includes(saveNumberBox.option);
  for (const name of Object.keys(fields) as (keyof typeof fields)[]) {
    const value = fields[name].map((id) => given.get(id)).find((one) => typeof one === 'string');
    if (typeof value === 'string') input[name] = wellFormed(cutAt(value, longest[name] ?? LONGEST_LINE));
  }
  return input;
}

/** The pages that buttons lead to in a new tab. */
export type OutsidePage = 'settings' | 'install' | 'conversation' | `file-${number}`;

/** Buttons that lead out of Intercom: their clicks never come to us, but Canvas Kit wants them named. */
export function outsideId(where: OutsidePage): ComponentId {
  return `outside-${where}` as ComponentId;
}

function isTime(text: string): boolean {
  return /^[1-9]\d{0,12}$/.test(text);
}

function isPage(text: string): boolean {
  return /^(0|[1-9]\d{0,3})$/.test(text);
}

/** The rules decide later if it can be texted. */
function isAddress(text: string): boolean {
  return text.trim() !== '' && text.length <= LONGEST_ADDRESS && !/\p{Cc}/u.test(text) && text.isWellFormed();
}

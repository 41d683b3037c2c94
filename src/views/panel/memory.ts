// The panel's memory between two clicks, as it travels in the canvas's stored data: written here and read back here.
import type { Draft, PanelMemory } from '../../domain/panel.ts';
import { isUuid } from '../../domain/uuid.ts';
import { wellFormed } from '../../domain/well-formed.ts';
import { cutAt } from '../plain-text.ts';
import { LONGEST_BODY, LONGEST_LINK } from './ids.ts';

const LONGEST_ADDRESS = 64;

/** Flat, and only texts: what Intercom does with anything else is not documented. */
export type StoredData = Record<string, string>;

export function writeMemory({ nonce, draft }: PanelMemory): StoredData {
  const entries: [string, string | null][] = [['nonce', readNonce(nonce)]];
  if (draft !== null) {
    entries.push(
      ['body', wellFormed(cutAt(draft.body, LONGEST_BODY))],
      ['to', readAddress(draft.to)],
      ['sender', readAddress(draft.sender)],
      ['retry_of', readUuid(draft.retryOf)],
      ['editing', readUuid(draft.editing)],
      ['save_number', draft.saveNumber ? 'yes' : null],
      ['attach', draft.attach === '' ? null : wellFormed(cutAt(draft.attach, LONGEST_LINK))],
    );
  }
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null));
}

/** Anybody could have written what comes back: what is not as we write it counts as nothing. */
export function readMemory(stored: unknown): PanelMemory {
  const data = new Map<string, unknown>(typeof stored === 'object' && stored !== null ? Object.entries(stored) : []);
  return { nonce: readNonce(data.get('nonce')), draft: readDraft(data) };
}

function readDraft(data: ReadonlyMap<string, unknown>): Draft | null {
  const body = data.get('body');
  if (typeof body !== 'string') return null;
  return {
    body: wellFormed(cutAt(body, LONGEST_BODY)),
    to: readAddress(data.get('to')),
    sender: readAddress(data.get('sender')),
    retryOf: readUuid(data.get('retry_of')),
    editing: readUuid(data.get('editing')),
    saveNumber: data.get('save_number') === 'yes',
    attach: readLink(data.get('attach')),
  };
}

function readNonce(value: unknown): string | null {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : null;
}

function readAddress(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? wellFormed(cutAt(value, LONGEST_ADDRESS)) : null;
}

function readLink(value: unknown): string {
  return typeof value === 'string' ? wellFormed(cutAt(value, LONGEST_LINK)) : '';
}

function readUuid(value: unknown): string | null {
  return typeof value === 'string' && isUuid(value) ? value : null;
}

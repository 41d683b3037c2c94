// A search among all texts of a workspace: its conditions, and the states that people tell apart.
import type { NumberSought } from '../numbers/sought-number.ts';
import type { DeliveryState } from './delivery.ts';
import type { Message, MessageState } from './message.ts';

/** States that people tell apart, as they choose them; each stands for one or several of ours. */
export const textStates = {
  received: ['received', 'threaded'],
  blocked: ['blocked'],
  waiting: ['pending'],
  'on-its-way': ['accepted', 'scheduled', 'queued', 'sending', 'sent'],
  delivered: ['delivered', 'read'],
  failed: ['failed', 'undelivered'],
  unsure: ['given-up'],
  held: ['held'],
  refused: ['refused', 'canceled'],
} as const satisfies Record<string, readonly MessageState[]>;

export type TextState = keyof typeof textStates;

type Grouped = (typeof textStates)[TextState][number];
/** Each state of a text belongs to a group: this compiles only then. */
export const isGrouped: MessageState extends Grouped ? true : never = true;

export function isTextState(name: string): name is TextState {
  return Object.hasOwn(textStates, name);
}

/** The group of a text's state. */
export function textStateOf(state: MessageState): TextState {
  const found = (Object.keys(textStates) as TextState[]).find((name) =>
    (textStates[name] as readonly MessageState[]).includes(state),
  );
  return found ?? 'waiting';
}

/** States that only one direction has. */
const inbound: readonly MessageState[] = ['received', 'threaded', 'blocked'];

export interface TextSearch {
  /** Null: any. */
  number: NumberSought | null;
  /** Words that the text has, or that begin words of it; empty for any. */
  words: string;
  /** `either`: texts of that number, or with these words. */
  match: 'both' | 'either';
  direction: Message['direction'] | null;
  /** Empty: any. */
  states: readonly MessageState[];
  errorCode: number | null;
  /** An agent's id, or automation; null: any author. */
  agent: { kind: 'admin'; id: string } | { kind: 'automation' } | null;
  /** Intercom's id of the conversation that the text stands in; null: any. */
  conversationId: string | null;
  since: Date | null;
  until: Date | null;
  /** Only texts that are older than the one with this id. */
  before: string | null;
}

export const anyText: TextSearch = {
  number: null,
  words: '',
  match: 'both',
  direction: null,
  states: [],
  errorCode: null,
  agent: null,
  conversationId: null,
  since: null,
  until: null,
  before: null,
};

/** False where no text can meet all conditions, so that nobody has to look. */
export function mayMatch({ direction, states, agent, errorCode }: TextSearch): boolean {
  const isOut = agent !== null || errorCode !== null;
  if (direction === 'in' && isOut) return false;
  if (states.length === 0) return true;
  const possible = states.filter((state) => {
    const isIn = inbound.includes(state);
    return direction === 'in' ? isIn : direction === 'out' || isOut ? !isIn : true;
  });
  return possible.length > 0;
}

/** A delivery that is over and not as it should be. */
export const failedStates = textStates.failed satisfies readonly DeliveryState[];

// Findings about the way of texts: where Twilio takes those to each number and Messaging Service.
import type { NotAsked } from '../../vendor-trouble.ts';

export type Subject = { kind: 'number'; address: string } | { kind: 'service'; name: string };

/** Numbers that came into a Messaging Service or left it. */
export interface Moved {
  kind: 'moved';
  /** The first of them. */
  address: string;
  more: number;
  service: string;
}

/** Why texts do not come here. `service`: the Messaging Service that decides. */
export type Detour =
  | { kind: 'app' | 'by-get' | 'elsewhere' | 'no-webhook' }
  | { kind: 'service-elsewhere' | 'service-without-url'; service: string }
  | { kind: 'own-by-get' | 'own-elsewhere' | 'own-without-url' };

/** `alike`: how many more things the same is true of, where many findings are told as one. */
interface TextRoute<Of> {
  check: 'text-route';
  of: Of;
  alike?: number;
}

export type TextRouteFound =
  | (TextRoute<Subject> & { kind: 'comes' | 'tried-once' | 'gone' })
  | (TextRoute<Subject> & { kind: 'detour'; why: Detour })
  | (TextRoute<Subject> & { kind: 'mute' | 'not-chosen' })
  /** `astray`: one of its numbers whose texts do not come, and how many more; null where none is in the account. */
  | (TextRoute<Subject> & { kind: 'part-astray'; astray: { address: string; more: number } | null })
  | (TextRoute<Subject> & { kind: 'without-number' })
  | (TextRoute<Moved> & { kind: 'came-unchosen' | 'came-chosen' | 'left' })
  | { check: 'services'; kind: 'hidden'; why: NotAsked };

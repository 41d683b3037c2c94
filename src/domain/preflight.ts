// The lines of a check before a start: what works, and what would keep the service from its work.
import type { UnusableDatabase } from './unusable-database.ts';

/** `said` is what the other side or the system said of it. */
export type Preflight =
  | { ok: true; kind: 'variables-fine' }
  | { ok: true; kind: 'address-fine'; url: string; isLocal: boolean }
  | { ok: true; kind: 'database-fine'; version: string; migrations: number }
  | { ok: true; kind: 'database-to-make'; dataDir: string }
  | { ok: true; kind: 'intercom-answers'; host: string }
  | { ok: true; kind: 'token-fine'; workspaceId: string; name: string }
  | { ok: true; kind: 'twilio-fine'; numbers: readonly string[] }
  | { ok: false; kind: 'variable-wrong'; said: string }
  | { ok: false; kind: 'database-silent'; said: string }
  | { ok: false; kind: 'database-unusable'; reason: UnusableDatabase }
  | { ok: false; kind: 'database-newer' }
  | { ok: false; kind: 'app-credentials-alike' }
  | { ok: false; kind: 'app-credentials-odd'; variable: string }
  | { ok: false; kind: 'intercom-silent'; host: string; said: string }
  | { ok: false; kind: 'token-refused' }
  | { ok: false; kind: 'twilio-silent'; said: string }
  | { ok: false; kind: 'twilio-refused' | 'twilio-suspended' }
  | { ok: false; kind: 'numbers-missing'; numbers: readonly string[] };

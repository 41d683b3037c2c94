// The lines of a workspace's history, as they are stored: a kind that was stored once keeps its shape for ever.
import type { Scope } from '../api-keys.ts';
import type { NumberOrService } from '../numbers/number-or-service.ts';
import type { RuleChanged } from '../rules/rule-changes.ts';
import type { ReleaseHow } from '../texts/spend.ts';
import type { ChoiceName, Choices } from './settings.ts';

export type HistoryLine =
  | HistoryEntry
  /** Stored by a version that kept sentences. */
  | { kind: 'told'; words: string };

/** A change as a value that JSON can carry. */
export type HistoryEntry =
  | ChoicesSaved
  | { kind: 'account-connected'; account: string }
  | { kind: 'account-disconnected' | 'credentials-changed' | 'rotation-finished' | 'rotation-given-up' }
  | { kind: 'shared-key-added' | 'shared-key-removed'; keyId: string }
  | ({ kind: 'numbers-chosen' | 'webhooks-set' | 'webhooks-undone' | 'webhooks-let-go' } & FewNames)
  | { kind: 'services-read' }
  | { kind: 'number-lost'; address: string }
  | { kind: 'template-saved' | 'template-archived'; name: string }
  /** `member`: null where nobody of that id had signed in. */
  | { kind: 'role-given'; member: string | null; role: 'editor' | 'viewer' }
  | { kind: 'owner-made'; member: string | null }
  | { kind: 'owner-replaced'; left: string }
  | { kind: 'api-key-made'; name: string; scopes: readonly Scope[] }
  | { kind: 'api-key-revoked'; name: string }
  | RuleChanged
  | { kind: 'endpoint-made' | 'endpoint-removed' | 'endpoint-replayed' | 'endpoint-switched-on'; host: string }
  | { kind: 'connectors-published' | 'connectors-unpublished' }
  | { kind: 'test-sent' }
  /** A click on the page of a text; `text`: its id. */
  | {
      kind: 'text-sent-again' | 'text-cancelled' | 'text-arrived' | 'text-released' | 'automatic-resumed';
      text: string;
    }
  | { kind: 'scheduled-text-cancelled'; send: string }
  | { kind: 'work-tried-again' | 'work-dropped'; queue: string }
  /** Texts that a limit held; `how`: what became of the limit of the day. */
  | { kind: 'held-released'; country: string; how: ReleaseHow; texts: number }
  | { kind: 'requests-released'; taken: number; failing: number }
  | { kind: 'installed' | 'intercom-reconnected' | 'uninstalled' };

/** The choices of every section that was saved, as they stand now, and which of them are new. */
export interface ChoicesSaved {
  kind: 'choices-saved';
  now: Partial<Choices>;
  changed: readonly ChoiceName[];
}

/** The first names of a list, and how many more there are. */
export interface FewNames {
  names: readonly NumberOrService[];
  more: number;
}

const MOST_NAMES = 20;

export function firstOf(names: readonly NumberOrService[]): FewNames {
  return { names: names.slice(0, MOST_NAMES), more: Math.max(0, names.length - MOST_NAMES) };
}

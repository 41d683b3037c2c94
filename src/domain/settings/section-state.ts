// The state of a page of the settings, as far as it can be told in a line without asking a vendor.
import type { NumberOrService } from '../numbers/number-or-service.ts';
import type { SettingsPageId } from './sections.ts';
import type { ChoiceName, Choices } from './settings.ts';

export type SectionState = { page: SettingsPageId } & (
  | { kind: 'account'; account: string | null }
  | { kind: 'numbers'; names: readonly NumberOrService[] }
  /** `names`: the choices that are told of them. */
  | { kind: 'choices'; names: readonly ChoiceName[]; choices: Choices }
  | { kind: 'templates' | 'members' | 'prices' | 'api-keys' | 'webhooks'; count: number }
  | { kind: 'rules'; running: number; all: number }
  | { kind: 'automatic'; afterHours: boolean; greeting: boolean }
  | { kind: 'connectors'; isPublished: boolean }
  | { kind: 'pause'; isPaused: boolean }
  /** The latest change; null where nothing was changed yet. */
  | { kind: 'history'; lastAt: Date | null }
);

// The Overview as its view gets it: health, the set-up until it is complete, and today's texts.
import type { Finding } from './doctor/finding.ts';
import type { PageFrame } from './page-frame.ts';
import type { SetUpStep } from './settings/set-up.ts';
import type { Figures } from './texts/figures.ts';

export interface OverviewPage extends PageFrame {
  /** Named by the environment: Intercom is connected there, not here. */
  isPrivate: boolean;
  steps: readonly SetUpStep[];
  /** Intercom's page for an admin who has set everything up; null until then, and where it was offered already. */
  finishUrl: string | null;
  /** Null: the vendors have not answered yet. */
  findings: readonly Finding[] | null;
  /** All numbers of ours: those that were chosen, and those of chosen Messaging Services. */
  senders: readonly string[];
  figures: Figures;
}

// The panel in every state that it can be in, each named by the fact that it shows: for the tests, and to be looked at.
import type { PanelState } from '../../domain/panel.ts';
import { agentExamples } from './examples/agents.ts';
import { homeExamples } from './examples/home.ts';
import { restExamples } from './examples/other-screens.ts';
import { choiceExamples, writeExamples } from './examples/write.ts';

export interface Example {
  name: string;
  state: PanelState;
}

const states: Readonly<Record<string, PanelState>> = {
  ...homeExamples,
  ...writeExamples,
  ...choiceExamples,
  ...restExamples,
  ...agentExamples,
};

export const examples: readonly Example[] = Object.entries(states).map(([name, state]) => ({ name, state }));

/** Screens that Intercom may show before anything was clicked. */
export function isFirst({ screen }: PanelState): boolean {
  return screen === 'home' || screen === 'unknown-workspace' || screen === 'unavailable';
}

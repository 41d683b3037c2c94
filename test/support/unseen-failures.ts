// A text that fails unseen, and the conversation that shows it.
import type { Fare } from '../../src/simulator/twilio/fares.ts';
import type { World } from '../../src/simulator/world.ts';
import type { Cast } from './story.ts';

/** The newest conversation: its state, its tag, and how often we reopened it. */
export function standing({ theo, world }: Cast) {
  const { id, state, tags } = theo.conversation();
  const openings = world.workspace
    .parts(id)
    .filter(({ partType, author }) => partType === 'open' && author.type === 'admin');
  return {
    state,
    failed: tags.some(({ tag }) => tag.name === 'sms-failed'),
    reopened: openings.length,
  };
}

export const shown = { state: 'open', failed: true, reopened: 1 };
export const untouched = { state: 'closed', failed: false, reopened: 0 };

export const failing = (world: World, number: string, fare: Fare = {}) =>
  world.twilio.fare(number, { errorCode: 30003, ...fare });

export function closes({ world, theo }: Cast): void {
  world.workspace.close(theo.conversation().id, { adminId: theo.id });
}

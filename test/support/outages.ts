// The service is away and comes back: what it finds by reading then.
import { Heart } from '../../src/services/catch-up/heart.ts';
import type { World } from '../../src/simulator/world.ts';
import { knock } from './door.ts';

/** Another process starts, as after a crash or an upgrade. */
export const restart = ({ app }: World): Promise<void> => new Heart(app.ctx).start(false);

/** The items found by reading, as the metrics show them: kind, occasion, number. */
export async function foundItems({ serviceUrl }: World): Promise<[kind: string, occasion: string, count: number][]> {
  const { text } = await knock(serviceUrl, { method: 'GET', path: '/metrics' });
  const lines = text.matchAll(/^threadwire_found_total\{what="(\w+)",after="(\w+)"\} (\d+)$/gm);
  return [...lines].map(([, kind = '', occasion = '', count]) => [kind, occasion, Number(count)]);
}

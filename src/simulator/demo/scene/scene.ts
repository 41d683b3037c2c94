// The demo between two resets: its world, the phones in it, the switches, and what the service says of its work.

import { type DemoView, type DemoWorld, ourNumber } from '../page-world.ts';
import { Customers } from './customers.ts';
import { FaultSwitches } from './fault-switches.ts';
import { ServiceReader } from './service-readings.ts';
import { SetUpFaults } from './set-up-faults.ts';

/** One workspace of the demo, with the switches that concern it alone. */
export interface ShownScene {
  view: DemoView;
  setUp: SetUpFaults;
}

export class Scene {
  readonly world: DemoWorld;
  readonly customers: Customers;
  readonly faults: FaultSwitches;
  readonly shown: readonly ShownScene[];
  readonly service: ServiceReader;
  readonly #stopListening: (() => void)[];
  /** Numbers of the busy morning's customers, whom nobody at the page has played. */
  readonly extras = new Set<string>();

  constructor(world: DemoWorld, options: { isWatched(): boolean; changed(): void }) {
    const { intercom, twilio } = world;
    this.world = world;
    this.customers = new Customers(({ name, number: phone }) => {
      if (name === null) return;
      for (const { workspaceId } of world.places) {
        const known = intercom.workspaces().find(({ id }) => id === workspaceId);
        known?.addContact({ role: 'user', name, phone, announce: false });
      }
    });
    this.faults = new FaultSwitches(world, this.customers);
    this.shown = world.places.map((place) => {
      const view = { ...world, place };
      return { view, setUp: new SetUpFaults(view) };
    });
    this.service = new ServiceReader({ serviceUrl: world.serviceUrl, ...options });
    this.#stopListening = [
      intercom.on(options.changed),
      twilio.on(({ message }) => {
        const byAgent = message.direction === 'outbound-api';
        const number = byAgent ? message.to : message.from;
        if (message.direction !== 'outbound-reply' && !this.customers.find(number))
          this.faults.planNewcomer(this.customers.adopt(number, { byAgent }));
        options.changed();
      }),
    ];
  }

  /** The workspace of that id, or the first one. */
  shownIn(workspaceId: unknown): ShownScene {
    const found = this.shown.find(({ view }) => view.place.workspaceId === workspaceId) ?? this.shown[0];
    if (!found) throw new RangeError('there is no workspace to show');
    return found;
  }

  /** The number that customers of this workspace text. */
  numberIn(workspaceId: unknown): string {
    const { view, setUp } = this.shownIn(workspaceId);
    return setUp.texted ?? ourNumber(view);
  }

  close(): void {
    for (const stop of this.#stopListening) stop();
    this.service.close();
  }
}

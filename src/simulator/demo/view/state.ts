// The state of the whole demo as the page draws it: phones, conversations, switches, traffic, and the service's own figures.
import { DateTime } from 'luxon';
import type { DemoView } from '../page-world.ts';
import type { Customer } from '../scene/customers.ts';
import type { FaultName } from '../scene/fault-switches.ts';
import { CUSTOMERS_ZONE } from '../scene/night.ts';
import type { Scene } from '../scene/scene.ts';
import type { Readings } from '../scene/service-readings.ts';
import type { SetUpFaultName, SetUpFaultState } from '../scene/set-up-faults.ts';
import { settingsUrl } from '../second-page.ts';
import type { Task } from '../task.ts';
import { type ConversationView, conversationViews } from './conversation-views.ts';
import { type Arrival, latestArrival } from './latest-arrival.ts';
import { shownUrl } from './media.ts';
import { type Milestone, milestonesIn } from './milestones.ts';
import { type WireLine, wireLines } from './wire.ts';

export interface PageState {
  workspace: { id: string; ourNumber: string; serviceUrl: string; admins: { id: string; name: string }[] };
  /** `settingsUrl` is null until the workspace has the app. */
  workspaces: { id: string; name: string; settingsUrl: string | null }[];
  customers: PhoneView[];
  conversations: ConversationView[];
  milestones: Record<Milestone, boolean>;
  faults: Record<FaultName, boolean>;
  setUp: Record<SetUpFaultName, SetUpFaultState>;
  service: Readings;
  /** The customers' latest text, on the wire and in the inbox. */
  latest: Arrival | null;
  wire: WireLine[];
  alerts: { code: number; url: string; at: number }[];
  task: Task | null;
  mayReset: boolean;
  /** The time at the customers' end, in words, and whether they are to be left in peace. */
  clock: { words: string; isNight: boolean };
}

interface PhoneView extends Customer {
  texts: {
    id: string;
    direction: 'in' | 'out';
    body: string;
    media: { contentType: string; size: number; url: string }[];
    at: number;
  }[];
}

const SHOWN_ALERTS = 20;

/** `numberOf` gives every record a number of its own, so that the page can tell old lines from new ones. */
export function pageState(
  scene: Scene,
  workspaceId: unknown,
  parts: { task: Task | null; mayReset: boolean; numberOf: (record: object) => number },
): PageState {
  const { view, setUp } = scene.shownIn(workspaceId);
  const workspace = view.intercom.workspace(view.place.workspaceId);
  const { task, mayReset, numberOf } = parts;
  return {
    workspace: {
      id: workspace.id,
      ourNumber: scene.numberIn(workspaceId),
      serviceUrl: view.serviceUrl,
      admins: workspace.admins.map(({ id, name }) => ({ id, name })),
    },
    workspaces: scene.shown.map(({ view: other }) => {
      const { workspaceId: id, name } = other.place;
      return { id, name, settingsUrl: other.intercom.workspace(id).installed ? settingsUrl(other) : null };
    }),
    customers: scene.customers.list().map((customer) => phoneView(view, customer)),
    conversations: conversationViews(view, scene.service.readings),
    milestones: milestonesIn({ ...ownRecords(scene, view), outages: scene.faults.outages }),
    faults: scene.faults.states(),
    setUp: setUp.states(),
    service: scene.service.readings,
    latest: latestArrival(view),
    wire: wireLines(view, numberOf),
    alerts: view.twilio
      .alerts()
      .slice(-SHOWN_ALERTS)
      .map(({ code, url, at }) => ({ code, url, at })),
    task,
    mayReset,
    clock: clockOf(view),
  };
}

/** The minutes alone: every change of the state is sent to every open page. */
export function clockOf({ now }: DemoView): PageState['clock'] {
  const there = DateTime.fromMillis(now(), { zone: CUSTOMERS_ZONE, locale: 'en-US' });
  const [hour, half] = [there.hour, there.toFormat('h:mma')];
  return { words: `${there.toFormat('ccc')} ${half} in Los Angeles`, isNight: hour < 8 || hour >= 21 };
}

/** The acts of people at the page, without the busy morning's customers. */
function ownRecords({ extras }: Scene, { intercom, twilio, place }: DemoView) {
  const workspace = intercom.workspace(place.workspaceId);
  const isExtra = new Set(workspace.contacts().flatMap(({ id, phone }) => (extras.has(phone ?? '') ? [id] : [])));
  return {
    conversations: workspace.conversations().filter(({ contactIds }) => !contactIds.some((id) => isExtra.has(id))),
    messages: twilio
      .account(place.accountSid)
      .messages()
      .filter(({ from, to }) => !extras.has(from) && !extras.has(to)),
  };
}

function phoneView(world: DemoView, customer: Customer): PhoneView {
  const ours = new Set(
    world.twilio
      .account(world.place.accountSid)
      .numbers()
      .map(({ phoneNumber }) => phoneNumber),
  );
  const arrived = world.twilio.phone(customer.number).filter(({ status, direction, from, to }) => {
    return status !== 'queued' && status !== 'accepted' && ours.has(direction === 'in' ? from : to);
  });
  return {
    ...customer,
    texts: arrived.map(({ sid, direction, body, media, at }, index) => ({
      id: sid === '' ? `notice-${index}` : sid,
      direction,
      body,
      media: media.map(({ url, ...file }) => ({ ...file, url: shownUrl(world, url) })),
      at,
    })),
  };
}

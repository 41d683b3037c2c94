// The page "Automate": a key with a line to paste, a pretend Series that texts and branches, and a system that hears of it.
import type Router from '@koa/router';
import { type Checked, compileSchema } from '../../lib/schema.ts';
import { bodyTextOf } from '../stand-in/stand-in.ts';
import type { DemoView } from './page-world.ts';
import { type AutomationKeys, callApi, prepareAutomation, WELCOME } from './scene/automation-keys.ts';
import { OutsideSystem } from './scene/outside-system.ts';
import type { Scene } from './scene/scene.ts';
import { Series } from './scene/series.ts';
import { settingsUrl } from './second-page.ts';
import type { Stage } from './stage.ts';
import { clockOf } from './view/state.ts';

const entering = compileSchema({
  type: 'object',
  properties: {
    who: { type: 'string', maxLength: 40 },
    companies: { type: 'integer', minimum: 1, maximum: 3 },
  },
  required: ['who', 'companies'],
  additionalProperties: false,
});

const failing = compileSchema({
  type: 'object',
  properties: { isFailing: { type: 'boolean' } },
  required: ['isFailing'],
  additionalProperties: false,
});

/** Everything but what the doctor finds. */
const HEARD = ['text.received', 'text.sent', 'text.delivered', 'text.failed', 'text.held', 'consent.changed'];

const COMPANIES = ['Acme', 'Blue Harbour', 'Cove'];
/** Texts to it never arrive, so that a Series takes its other branch. */
const LANDLINE = 'landline';

interface Automation {
  keys: AutomationKeys;
  series: Series;
  outside: OutsideSystem;
  /** The id of its endpoint. */
  endpoint: string;
}

/** The answer closes what it opened. */
export function serveAutomation(router: Router, stage: Stage, page: string): () => Promise<void> {
  const opened: OutsideSystem[] = [];
  const made = new WeakMap<Scene, Promise<Automation>>();
  const automation = (): Promise<Automation> => {
    const { scene } = stage;
    const known = made.get(scene) ?? makeAutomation(scene.shownIn(undefined).view, opened);
    made.set(scene, known);
    // A service that was away is asked again the next time.
    known.catch(() => made.delete(scene));
    return known;
  };
  router.get('/automate', (ctx) => {
    ctx.type = 'html';
    ctx.body = page;
  });
  router.post('/automate/open', async (ctx) => {
    try {
      await automation();
      ctx.body = {};
    } catch (error) {
      ctx.status = 503;
      ctx.body = { error: `The service could not be made ready: ${error instanceof Error ? error.message : error}` };
    }
  });
  router.get('/automate/state', async (ctx) => {
    const { keys, series, outside } = await automation();
    const { url, isFailing, heard } = outside;
    const { serviceUrl } = stage.scene.world;
    const people = stage.scene.customers.list().filter(({ kind }) => kind === 'ordinary');
    const [first] = people;
    ctx.body = {
      key: keys.send,
      lines: linesFor(serviceUrl, keys.send, first?.number ?? ''),
      template: WELCOME,
      people: [
        ...people.map(({ name, number }) => ({ who: number, label: `${name ?? 'Somebody'}, ${number}` })),
        { who: LANDLINE, label: 'Walter Landline, whom no text reaches' },
      ],
      runs: series.runs,
      outside: { url, isFailing, heard },
      clock: clockOf(stage.scene.shownIn(undefined).view),
    };
  });
  router.post('/automate/enter', async (ctx) => {
    const { series } = await automation();
    const asked: Checked<{ who: string; companies: number }> = entering(JSON.parse(bodyTextOf(ctx)));
    const customer = asked.ok ? customerOf(stage.scene, asked.value.who) : undefined;
    if (!asked.ok || customer === undefined) {
      ctx.status = 400;
      ctx.body = { error: 'This person is not on the page.' };
      return;
    }
    const { view } = stage.scene.shownIn(undefined);
    const workspace = view.intercom.workspace(view.place.workspaceId);
    const { number: phone, name } = customer;
    const known = workspace.contacts().find((contact) => contact.phone === phone);
    const contact = known ?? workspace.addContact({ role: 'lead', phone, ...(name === null ? {} : { name }) });
    series.enter({ contact, companies: COMPANIES.slice(0, asked.value.companies) });
    ctx.body = {};
    stage.changed();
  });
  router.post('/automate/fail', async (ctx) => {
    const asked: Checked<{ isFailing: boolean }> = failing(JSON.parse(bodyTextOf(ctx)));
    if (asked.ok) (await automation()).outside.isFailing = asked.value.isFailing;
    ctx.status = asked.ok ? 200 : 400;
    ctx.body = asked.ok ? {} : { error: 'It either fails or does not.' };
  });
  router.post('/automate/replay', async (ctx) => {
    const { keys, endpoint } = await automation();
    const { serviceUrl } = stage.scene.world;
    ctx.body = await callApi(serviceUrl, keys.admin, 'POST', `/webhooks/${endpoint}/replay`, { only_failed: false });
  });
  return async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
  };
}

async function makeAutomation(view: DemoView, opened: OutsideSystem[]): Promise<Automation> {
  const keys = await prepareAutomation(view, settingsUrl(view));
  const workspace = view.intercom.workspace(view.place.workspaceId);
  const url = (step: string) => `${view.serviceUrl}/api/v1/series/${WELCOME.name}?step=${step}`;
  const outside = await OutsideSystem.open();
  opened.push(outside);
  const made = await callApi(view.serviceUrl, keys.admin, 'POST', '/webhooks', { url: outside.url, events: HEARD });
  outside.secret = String(made['secret']);
  return { keys, series: new Series(workspace, { url, key: keys.send }), outside, endpoint: String(made['id']) };
}

function customerOf({ customers, faults }: Scene, who: string) {
  if (who !== LANDLINE) return customers.find(who);
  const landline = customers.add(LANDLINE);
  faults.planNewcomer(landline);
  return landline;
}

/** One line for a shell each, as it is pasted. */
function linesFor(serviceUrl: string, key: string, to: string): { what: string; line: string }[] {
  const curl = (path: string, body: object) =>
    `curl -s '${serviceUrl}/api/v1${path}' -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`;
  return [
    { what: 'Text somebody', line: curl('/texts', { to, body: 'Your parcel is on its way.' }) },
    {
      what: 'Text as the block of a Series does',
      line: curl(`/series/${WELCOME.name}?step=pasted`, { phone: to, plan: 'Team' }),
    },
  ];
}

// The actions of people on the demo page: `POST /actions/<name>` with a JSON body, done in one of the pretend vendors.
import type Router from '@koa/router';
import type { Context } from 'koa';
import { type Checked, compileSchema } from '../../lib/schema.ts';
import { Refusal } from '../intercom/errors.ts';
import type { CanvasAnswer } from '../intercom/panel/canvas.ts';
import type { IntercomStandIn } from '../intercom/server.ts';
import type { SimulatedWorkspace, Written } from '../intercom/workspace.ts';
import { bodyTextOf } from '../stand-in/stand-in.ts';
import { composerHtml } from './composer-html.ts';
import type { DemoView } from './page-world.ts';
import { FAULT_NAMES } from './scene/fault-switches.ts';
import { flood, loop } from './scene/machine.ts';
import { setClock } from './scene/night.ts';
import { SAMPLE_NAMES, samples } from './scene/samples.ts';
import { SET_UP_FAULT_NAMES } from './scene/set-up-faults.ts';
import { settingsUrl } from './second-page.ts';
import type { Stage } from './stage.ts';
import type { Uploads } from './uploads.ts';

const id = { type: 'string', minLength: 1, maxLength: 64 } as const;
const words = { type: 'string', maxLength: 20_000 } as const;
const number = { type: 'string', pattern: '^\\+[1-9][0-9]{6,14}$' } as const;

/** Twilio takes ten files a text, and Intercom ten a reply. `isInline`: the picture stands among the words. */
const attached = {
  type: 'array',
  maxItems: 10,
  items: {
    type: 'object',
    properties: { id, isInline: { type: 'boolean' } },
    required: ['id'],
    additionalProperties: false,
  },
} as const;

const newCustomer = compileSchema({
  type: 'object',
  properties: { kind: { enum: ['ordinary', 'out-of-service', 'landline', 'filtered', 'opted-out'] } },
  required: ['kind'],
  additionalProperties: false,
});
const text = compileSchema({
  type: 'object',
  properties: { from: number, body: words, sample: { enum: SAMPLE_NAMES }, files: attached },
  required: ['from', 'body'],
  additionalProperties: false,
});
const written = compileSchema({
  type: 'object',
  properties: { conversationId: id, text: words, adminId: id, files: attached },
  required: ['conversationId', 'text'],
  additionalProperties: false,
});
const chosen = compileSchema({
  type: 'object',
  properties: { conversationId: id, adminId: id },
  required: ['conversationId'],
  additionalProperties: false,
});
const subscribed = compileSchema({
  type: 'object',
  properties: { conversationId: id, on: { type: 'boolean' } },
  required: ['conversationId', 'on'],
  additionalProperties: false,
});
const clicked = compileSchema({
  type: 'object',
  properties: {
    conversationId: id,
    adminId: id,
    componentId: { type: 'string' },
    inputValues: { type: 'object', additionalProperties: true },
    currentCanvas: {},
  },
  required: ['conversationId', 'componentId', 'inputValues', 'currentCanvas'],
  additionalProperties: false,
});
const fault = compileSchema({
  type: 'object',
  properties: { name: { enum: FAULT_NAMES }, on: { type: 'boolean' } },
  required: ['name', 'on'],
  additionalProperties: false,
});

const clock = compileSchema({
  type: 'object',
  properties: { to: { enum: ['night', 'morning'] } },
  required: ['to'],
  additionalProperties: false,
});

const phone = compileSchema({
  type: 'object',
  properties: { from: number },
  required: ['from'],
  additionalProperties: false,
});

const setUpFault = compileSchema({
  type: 'object',
  properties: { name: { enum: SET_UP_FAULT_NAMES }, on: { type: 'boolean' } },
  required: ['name', 'on'],
  additionalProperties: false,
});

/**
 * Registers every action. Each is done in the workspace that the page shows, and then calls `changed`. Answers are JSON; a
 * refusal is `{ error }`.
 */
export function serveActions(router: Router, stage: Stage, uploads: Uploads): void {
  const shown = (ctx: Context) => stage.scene.shownIn(ctx.query['workspace']);
  const workspace = (ctx: Context): SimulatedWorkspace => {
    const { intercom, place } = shown(ctx).view;
    return intercom.workspace(place.workspaceId);
  };
  const action = (name: string, run: (ctx: Context) => unknown): void => {
    router.post(`/actions/${name}`, async (ctx) => {
      ctx.body = (await refusalsAsAnswers(ctx, () => run(ctx))) ?? {};
      stage.changed();
    });
  };
  action('reset', () => stage.reset());
  action('morning', (ctx) => stage.playMorning(ctx.query['workspace']));
  action('clock', async (ctx) => {
    const { view } = shown(ctx);
    requireInstalled(view);
    await setClock(view, bodyOf(ctx, clock).to, settingsUrl(view));
  });
  action('customer', (ctx) => {
    const { customers, faults } = stage.scene;
    const customer = customers.add(bodyOf(ctx, newCustomer).kind);
    faults.planNewcomer(customer);
    return customer;
  });
  action('text', (ctx) => {
    const { from, body, sample, files = [] } = bodyOf(ctx, text);
    const media = [...(sample ? [samples[sample]()] : []), ...files.map((file) => uploads.find(file.id))];
    if (body.trim() === '' && media.length === 0) throw new Refusal(400, 'blank', 'There is nothing in this text.');
    const to = stage.scene.numberIn(ctx.query['workspace']);
    return { sid: stage.scene.world.twilio.text({ from, to, body, media }) };
  });
  action('flood', (ctx) => flood(shown(ctx).view, bodyOf(ctx, phone).from));
  action('loop', async (ctx) => {
    const { view } = shown(ctx);
    requireInstalled(view);
    await loop(view, bodyOf(ctx, phone).from, settingsUrl(view));
  });
  action('fault', (ctx) => {
    const { name, on } = bodyOf(ctx, fault);
    stage.scene.faults.set(name, on);
  });
  action('set-up-fault', (ctx) => {
    const { name, on } = bodyOf(ctx, setUpFault);
    shown(ctx).setUp.set(name, on);
  });
  serveInbox(action, workspace, (file) => writtenIn(stage.scene.world.intercom, uploads, file));
  action('panel-open', (ctx) => {
    const { conversationId, ...viewer } = bodyOf(ctx, chosen);
    return panelAnswer(workspace(ctx).canvasInitialize(conversationId, viewer));
  });
  action('panel-submit', (ctx) => {
    const { conversationId, currentCanvas = null, ...click } = bodyOf(ctx, clicked);
    return panelAnswer(workspace(ctx).canvasSubmit(conversationId, { ...click, currentCanvas }));
  });
}

function serveInbox(
  action: (name: string, run: (ctx: Context) => unknown) => void,
  workspace: (ctx: Context) => SimulatedWorkspace,
  compose: (typed: Typed) => Pick<Written, 'html' | 'attachments'>,
): void {
  action('reply', (ctx) => {
    const { conversationId, adminId, ...typed } = bodyOf(ctx, written);
    return { partId: workspace(ctx).reply(conversationId, { ...compose(typed), ...by(adminId) }) };
  });
  action('note', (ctx) => {
    const { conversationId, adminId, ...typed } = bodyOf(ctx, written);
    return { partId: workspace(ctx).note(conversationId, { ...compose(typed), ...by(adminId) }) };
  });
  action('bot-reply', (ctx) => {
    const { conversationId, ...typed } = bodyOf(ctx, written);
    const { html, attachments = [] } = compose(typed);
    if (attachments.length > 0) throw new Refusal(400, 'no_files', 'A bot sends pictures among the words only.');
    return { partId: workspace(ctx).botReply(conversationId, { html }) };
  });
  action('subscribe', (ctx) => {
    const { conversationId, on } = bodyOf(ctx, subscribed);
    const at = workspace(ctx);
    const [type] = at.subscriptionTypes();
    const [contactId] = at.conversation(conversationId).contactIds;
    if (!type || contactId === undefined)
      throw new Refusal(409, 'no_type', 'There is no subscription type for texts here.');
    at.subscribe(contactId, type, on);
  });
  action('close', (ctx) => {
    const { conversationId, ...author } = bodyOf(ctx, chosen);
    return { partId: workspace(ctx).close(conversationId, author) };
  });
  action('reopen', (ctx) => {
    const { conversationId, ...author } = bodyOf(ctx, chosen);
    return { partId: workspace(ctx).open(conversationId, author) };
  });
}

function requireInstalled({ intercom, place }: DemoView): void {
  if (!intercom.workspace(place.workspaceId).installed)
    throw new Refusal(409, 'not-installed', 'Install the app there first.');
}

interface Typed {
  text: string;
  files?: readonly { id: string; isInline?: boolean }[];
}

const by = (adminId: string | undefined) => (adminId === undefined ? {} : { adminId });

/** Intercom has the files before the message is sent, under addresses that expire. */
function writtenIn(
  intercom: IntercomStandIn,
  uploads: Uploads,
  { text: typed, files = [] }: Typed,
): Pick<Written, 'html' | 'attachments'> {
  if (typed.trim() === '' && files.length === 0) throw new Refusal(400, 'blank', 'There is nothing in this message.');
  const kept = files.map(({ id: uploadId, isInline = false }) => {
    const { name, contentType, bytes } = uploads.find(uploadId);
    const url = intercom.upload({ name, contentType, data: bytes });
    return { name, content_type: contentType, filesize: bytes.length, url, isInline };
  });
  const inline = kept.filter(({ isInline }) => isInline).map(({ url }) => url);
  const attachments = kept.filter(({ isInline }) => !isInline).map(({ isInline, ...file }) => file);
  return { html: composerHtml(typed, inline), attachments };
}

function bodyOf<T>(ctx: Context, check: (value: unknown) => Checked<T>): T {
  const checked = check(parsed(bodyTextOf(ctx)));
  if (!checked.ok) throw new Refusal(400, 'invalid', `This cannot be done: ${checked.problem}.`);
  return checked.value;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(400, 'invalid', 'The body is no JSON.');
  }
}

async function refusalsAsAnswers(ctx: Context, run: () => unknown): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    ctx.status = error.status;
    return { error: error.message };
  }
}

/** The page shows a panel that does not answer; it is no failure of the page. */
async function panelAnswer(asked: Promise<CanvasAnswer>): Promise<CanvasAnswer | { error: string }> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const why = error instanceof Error ? error.message : String(error);
    return { error: `The service did not answer: ${why}.` };
  }
}

// Where Twilio takes the texts of our numbers and Messaging Services: set by us on request, and put back as it was.
import { VendorError } from '../../domain/errors.ts';
import { fewNames } from '../../domain/notes/few-names.ts';
import { nationalForm } from '../../domain/numbers/phone-number.ts';
import type { MessagingService, Sender } from '../../domain/workspace.ts';
import { forgetWebhook, rememberWebhook, type WebhookBefore } from '../../store/workspaces/webhooks-before.ts';
import type { OwnedService } from '../../twilio/owned.ts';
import {
  isNumberOurs,
  isServiceOurs,
  placeOf,
  routeOf,
  serviceRoute,
  type TextRoute,
  webhookTo,
} from '../../twilio/text-routes.ts';
import { storedNumberWebhook, storedServiceWebhook } from '../../twilio/webhook-before.ts';
import { listOwned } from '../account/look-at-twilio.ts';
import { change, type Editor, problem, type Refused, type Saved, type SettingsContext } from '../changes/change.ts';
import { live, type OpenWorkspace, transact } from '../context.ts';
import { troubleWords } from '../credentials/vendor-trouble.ts';
import { putBack } from '../routes/put-back.ts';
import { type Owned, servicesByNumber, takenIn } from './service-numbers.ts';
import { choiceIn, storeNumbers } from './store-numbers.ts';

/** In a line of the history. */
const MOST_NAMES = 20;

/** One thing to be set at Twilio. */
interface Step extends WebhookBefore {
  kind: 'number' | 'service';
  name: string;
  apply(): Promise<void>;
}

/** At every number and service that was chosen. What a service decides is set at the service. */
export async function setWebhooks(ctx: SettingsContext, clicker: Editor): Promise<Saved> {
  // Done twice it is as done once.
  const editor = { ...clicker, click: null };
  const { workspace } = editor;
  const hasNumber = workspace.senderDetails.some(({ sid, isChosen }) => sid !== null && isChosen);
  if (!hasNumber && workspace.services.length === 0) return problem('Choose a number first, and save.');
  const { numbers, services } = await listOwned(ctx, workspace);
  const wrong = await takeInPools(ctx, editor, { numbers, services });
  if (wrong) return wrong;
  const { steps, withheld } = numberSteps(ctx, workspace, { numbers, services });
  const { done, failed, left } = await take(ctx, editor, [...serviceSteps(ctx, workspace, services), ...steps]);
  const words = done.length === 0 ? 'Texts come here already.' : `Texts to ${wordsFor(done)} come here from now on.`;
  const rest = failed ?? withheld ?? left;
  if (rest === null) return { ok: true, words };
  return done.length === 0 ? rest : { ...rest, done: words };
}

/** What was added to a chosen service since, or taken out of it. */
function takeInPools(ctx: SettingsContext, editor: Editor, owned: Owned): Promise<Saved | null> {
  const what = 'Took in the numbers of the Messaging Services as they are now.';
  return storeNumbers(ctx, editor, what, (current) => {
    const { senders: senderDetails, services } = choiceIn(current);
    return { senders: takenIn({ senderDetails, services }, owned), services };
  });
}

function serviceSteps(ctx: SettingsContext, workspace: OpenWorkspace, owned: readonly OwnedService[]): Step[] {
  const place = placeOf(ctx, workspace);
  const wanted = { ...webhookTo(place), useNumbers: false };
  return workspace.services.flatMap(({ sid, name }): Step[] => {
    const webhook = owned.find((service) => service.sid === sid)?.webhook;
    if (!webhook) return [];
    if (!webhook.useNumbers && isAsItShouldBe(serviceRoute(webhook, place))) return [];
    return [
      {
        kind: 'service',
        sid,
        name,
        before: storedServiceWebhook(webhook),
        isOurs: isServiceOurs(webhook, workspace.id),
        apply: () => ctx.twilio(workspace, live).setServiceWebhook(sid, wanted),
      },
    ];
  });
}

/** `withheld`: a service that was not chosen has the word. */
function numberSteps(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  { numbers, services }: Owned,
): { steps: Step[]; withheld: Refused | null } {
  const place = placeOf(ctx, workspace);
  const wanted = { ...webhookTo(place), app: '' };
  const pools = servicesByNumber(services);
  const steps: Step[] = [];
  const bySid = new Map(numbers.map((number) => [number.sid, number]));
  let withheld: Refused | null = null;
  for (const { sid, address } of workspace.senderDetails.filter(({ isChosen }) => isChosen)) {
    const number = sid === null ? undefined : bySid.get(sid);
    const service = number && pools.get(number.sid);
    if (!number || (service && workspace.services.some((one) => one.sid === service.sid))) continue;
    const route = routeOf(number, service, place);
    if (isAsItShouldBe(route)) continue;
    if (service && route.decidedBy === 'service') {
      withheld = problem(
        `The Messaging Service ${service.name} decides where texts to ${nationalForm(address)} go. Tick that service too, then set the webhooks.`,
        'service',
      );
      continue;
    }
    const stands = { before: storedNumberWebhook(number.webhook), isOurs: isNumberOurs(number.webhook, workspace.id) };
    const apply = () => ctx.twilio(workspace, live).setWebhook(number.sid, wanted);
    steps.push({ kind: 'number', sid: number.sid, name: address, ...stands, apply });
  }
  return { steps, withheld };
}

function isAsItShouldBe({ goes, isSteady }: TextRoute): boolean {
  return goes === 'here' && isSteady;
}

/** Some at a time: Twilio limits how many calls of an account run at once, and does not say to how many. */
const AT_ONCE = 5;
/** A browser waits for the answer. What is left after this long is set by the next click. */
const PATIENCE_MS = 20_000;

interface Taken {
  done: Step[];
  failed: Refused | null;
  left: Refused | null;
}

/** What stands there is stored before it is changed: whatever happens in between, it can be put back. */
async function take(ctx: SettingsContext, editor: Editor, steps: readonly Step[]): Promise<Taken> {
  const startedAt = performance.now();
  const taken: Taken = { done: [], failed: null, left: null };
  const refused: { step: Step; error: VendorError }[] = [];
  const attempt = async (step: Step) => {
    try {
      // One that was let go of meanwhile is not ours to set.
      if (!(await remember(ctx, editor.workspace.id, step))) return;
      await step.apply();
      taken.done.push(step);
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      refused.push({ step, error });
    }
  };
  let next = 0;
  try {
    for (; next < steps.length && refused.length === 0; next += AT_ONCE) {
      if (performance.now() - startedAt > PATIENCE_MS) break;
      await Promise.all(steps.slice(next, next + AT_ONCE).map(attempt));
    }
  } finally {
    // Also where a later one failed.
    const names = fewNames(
      taken.done.map(({ name }) => name),
      MOST_NAMES,
    );
    if (taken.done.length > 0) await change(ctx, editor, `Set the webhooks of ${names}.`, async () => {});
  }
  const [first] = refused;
  if (first) taken.failed = notSet(refused, first.error);
  const rest = steps.length - next;
  if (rest > 0 && !first)
    taken.left = problem(`${rest} more are still to be set: it takes long. Set the webhooks again to go on.`);
  return taken;
}

function notSet(refused: readonly { step: Step }[], error: VendorError): Refused {
  const names = fewNames(refused.map(({ step }) => (step.kind === 'number' ? nationalForm(step.name) : step.name)));
  return problem(`The webhook of ${names} could not be set. ${troubleWords(error)}`);
}

function remember(ctx: SettingsContext, workspaceId: string, step: Step): Promise<boolean> {
  return transact(ctx, ({ trx, changed }) => {
    changed(workspaceId);
    return rememberWebhook(trx, workspaceId, step);
  });
}

/** Of the number or service with this id at Twilio. */
export async function undoWebhooks(ctx: SettingsContext, editor: Editor, sid: string): Promise<Saved> {
  const { workspace } = editor;
  const isMeant = (one: Sender | MessagingService) => one.sid === sid && one.webhookBefore !== null;
  const senders = workspace.senderDetails.filter(isMeant);
  const services = workspace.services.filter(isMeant);
  if (senders.length + services.length === 0) return problem('Nothing was set by Threadwire here.');
  const { back, failed } = await putBack(ctx, workspace, { senders, services });
  const [first] = failed;
  if (first) return problem(troubleWords(first.error));
  const isBack = back.length > 0;
  const names = [...senders.map(({ address }) => address), ...services.map(({ name }) => name)].join(', ');
  const what = isBack ? `Put the webhooks of ${names} back.` : `Let go of the webhooks of ${names}.`;
  await change(ctx, editor, what, (trx) => forgetWebhook(trx, workspace.id, sid));
  if (isBack) return { ok: true, words: 'Put back as it was before.' };
  return { ok: true, words: 'Somebody has changed it in Twilio since, so it was left as it is.' };
}

function wordsFor(done: readonly Step[]): string {
  const count = (kind: Step['kind']) => done.filter((step) => step.kind === kind).length;
  const counted = (number: number, one: string) =>
    number === 0 ? [] : [number === 1 ? `this ${one}` : `these ${number} ${one}s`];
  return [...counted(count('number'), 'number'), ...counted(count('service'), 'Messaging Service')].join(' and ');
}

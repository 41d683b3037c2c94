// Sets the webhooks of our numbers and Messaging Services at Twilio on request, and puts them back as they were.
import { VendorError } from '../../domain/errors.ts';
import type { NumberOrService } from '../../domain/numbers/number-or-service.ts';
import { firstOf, type HistoryEntry } from '../../domain/settings/history.ts';
import type { Done, NotSaved, Saved } from '../../domain/settings/saved.ts';
import type { MessagingService, Sender } from '../../domain/workspace.ts';
import { forgetWebhook, rememberWebhook, type WebhookBefore } from '../../store/workspaces/webhooks-before.ts';
import type { OwnedService } from '../../twilio/owned.ts';
import {
  isNumberOurs,
  isServiceOurs,
  ourWebhooks,
  routeOf,
  serviceRoute,
  type TextRoute,
  webhookTo,
} from '../../twilio/text-routes.ts';
import { storedNumberWebhook, storedServiceWebhook } from '../../twilio/webhook-before.ts';
import { listOwned } from '../account/look-at-twilio.ts';
import { change, type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { live, type OpenWorkspace, transact } from '../context.ts';
import { vendorTrouble } from '../credentials/vendor-trouble.ts';
import { putBack } from '../routes/put-back.ts';
import { type Owned, servicesByNumber, takenIn } from './service-numbers.ts';
import { choiceIn, storeNumbers } from './store-numbers.ts';

/** One webhook to be set at Twilio. */
interface Step extends WebhookBefore {
  kind: 'number' | 'service';
  name: NumberOrService;
  apply(): Promise<void>;
}

/** Sets every number and service that was chosen. Where a service decides, the service is set. */
export async function setWebhooks(ctx: SettingsContext, clicker: Editor): Promise<Saved> {
  // The same click may do it twice, which changes nothing.
  const editor = { ...clicker, click: null };
  const { workspace } = editor;
  const hasNumber = workspace.senderDetails.some(({ sid, isChosen }) => sid !== null && isChosen);
  if (!hasNumber && workspace.services.length === 0) return problem({ kind: 'number-first' });
  const { numbers, services } = await listOwned(ctx, workspace);
  const wrong = await takeInPools(ctx, editor, { numbers, services });
  if (wrong) return wrong;
  const { steps, withheld } = numberSteps(ctx, workspace, { numbers, services });
  const { done, failed, left } = await applySteps(ctx, editor, [...serviceSteps(ctx, workspace, services), ...steps]);
  const counts = { numbers: countOf(done, 'number'), services: countOf(done, 'service') };
  const set: Done = done.length === 0 ? { kind: 'webhooks-set-already' } : { kind: 'webhooks-set', ...counts };
  const rest = failed ?? withheld ?? left;
  if (rest === null) return { ok: true, done: [set] };
  return done.length === 0 ? rest : { ...rest, done: [set] };
}

/** Takes in the numbers that were added to a chosen service since, and drops those that were taken out of it. */
function takeInPools(ctx: SettingsContext, editor: Editor, owned: Owned): Promise<NotSaved | null> {
  return storeNumbers(ctx, editor, { kind: 'services-read' }, (current) => {
    const { senders: senderDetails, services } = choiceIn(current);
    return { senders: takenIn({ senderDetails, services }, owned), services };
  });
}

function serviceSteps(ctx: SettingsContext, workspace: OpenWorkspace, owned: readonly OwnedService[]): Step[] {
  const ours = ourWebhooks(ctx, workspace);
  const wanted = { ...webhookTo(ours), useNumbers: false };
  return workspace.services.flatMap(({ sid, name }): Step[] => {
    const webhook = owned.find((service) => service.sid === sid)?.webhook;
    if (!webhook) return [];
    if (!webhook.useNumbers && isAsItShouldBe(serviceRoute(webhook, ours))) return [];
    return [
      {
        kind: 'service',
        sid,
        name: { service: name },
        before: storedServiceWebhook(webhook),
        isOurs: isServiceOurs(webhook, workspace.id),
        apply: () => ctx.twilio(workspace, live).setServiceWebhook(sid, wanted),
      },
    ];
  });
}

/** `withheld`: a service that was not chosen decides. */
function numberSteps(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  { numbers, services }: Owned,
): { steps: Step[]; withheld: NotSaved | null } {
  const ours = ourWebhooks(ctx, workspace);
  const wanted = { ...webhookTo(ours), app: '' };
  const pools = servicesByNumber(services);
  const steps: Step[] = [];
  const bySid = new Map(numbers.map((number) => [number.sid, number]));
  let withheld: NotSaved | null = null;
  for (const { sid, address } of workspace.senderDetails.filter(({ isChosen }) => isChosen)) {
    const number = sid === null ? undefined : bySid.get(sid);
    const service = number && pools.get(number.sid);
    if (!number || (service && workspace.services.some((one) => one.sid === service.sid))) continue;
    const route = routeOf(number, service, ours);
    if (isAsItShouldBe(route)) continue;
    if (service && route.decidedBy === 'service') {
      withheld = problem({ kind: 'service-decides', service: service.name, address }, 'service');
      continue;
    }
    const stands = { before: storedNumberWebhook(number.webhook), isOurs: isNumberOurs(number.webhook, workspace.id) };
    const apply = () => ctx.twilio(workspace, live).setWebhook(number.sid, wanted);
    steps.push({ kind: 'number', sid: number.sid, name: { number: address }, ...stands, apply });
  }
  return { steps, withheld };
}

function isAsItShouldBe({ goes, isSteady }: TextRoute): boolean {
  return goes === 'here' && isSteady;
}

/** Twilio limits how many calls of an account run at once, and does not document the number. */
const AT_ONCE = 5;
/** A browser waits for the answer. The webhooks that are left after this long are set by the next click. */
const PATIENCE_MS = 20_000;

interface Applied {
  done: Step[];
  failed: NotSaved | null;
  left: NotSaved | null;
}

/** The webhook of before is stored first, so that it can be put back whatever happens in between. */
async function applySteps(ctx: SettingsContext, editor: Editor, steps: readonly Step[]): Promise<Applied> {
  const startedAt = performance.now();
  const applied: Applied = { done: [], failed: null, left: null };
  const refused: { step: Step; error: VendorError }[] = [];
  const attempt = async (step: Step) => {
    try {
      // A number that was let go of meanwhile is not ours to set.
      if (!(await remember(ctx, editor.workspace.id, step))) return;
      await step.apply();
      applied.done.push(step);
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
    // The history has those that were set, also where a later one failed.
    const names = firstOf(applied.done.map(({ name }) => name));
    if (applied.done.length > 0) await change(ctx, editor, { kind: 'webhooks-set', ...names }, async () => {});
  }
  const [first] = refused;
  if (first) {
    const names = refused.map(({ step }) => step.name);
    applied.failed = problem({ kind: 'webhooks-not-set', names, trouble: vendorTrouble(first.error) });
  }
  const rest = steps.length - next;
  if (rest > 0 && !first) applied.left = problem({ kind: 'webhooks-remain', count: rest });
  return applied;
}

function remember(ctx: SettingsContext, workspaceId: string, step: Step): Promise<boolean> {
  return transact(ctx, ({ trx, changed }) => {
    changed(workspaceId);
    return rememberWebhook(trx, workspaceId, step);
  });
}

/** `sid`: Twilio's id of a number or service. */
export async function undoWebhooks(ctx: SettingsContext, editor: Editor, sid: string): Promise<Saved> {
  const { workspace } = editor;
  const isMeant = (one: Sender | MessagingService) => one.sid === sid && one.webhookBefore !== null;
  const senders = workspace.senderDetails.filter(isMeant);
  const services = workspace.services.filter(isMeant);
  if (senders.length + services.length === 0) return problem({ kind: 'nothing-set' });
  const { back, failed } = await putBack(ctx, workspace, { senders, services });
  const [first] = failed;
  if (first) return problem({ kind: 'vendor-trouble', trouble: vendorTrouble(first.error) });
  const isBack = back.length > 0;
  const names = firstOf([
    ...senders.map(({ address }) => ({ number: address })),
    ...services.map(({ name }) => ({ service: name })),
  ]);
  const entry: HistoryEntry = { kind: isBack ? 'webhooks-undone' : 'webhooks-let-go', ...names };
  await change(ctx, editor, entry, (trx) => forgetWebhook(trx, workspace.id, sid));
  return { ok: true, done: [{ kind: isBack ? 'webhook-undone' : 'webhook-theirs' }] };
}

function countOf(done: readonly Step[], kind: Step['kind']): number {
  return done.filter((step) => step.kind === kind).length;
}

// Intercom's webhooks: agents' replies, news of conversations and contacts, and uninstalls.
import type { Context as KoaContext } from 'koa';
import type { SetUpEvidence } from '../domain/doctor/set-up-evidence.ts';
import { AppError } from '../domain/errors.ts';
import { type Notification, type Parsed, parseNotification } from '../intercom/notifications.ts';
import { parseUninstall } from '../intercom/oauth.ts';
import { isWebhookSigned, webhookSignature } from '../intercom/signature.ts';
import { isTopic } from '../intercom/topics.ts';
import type { Clock } from '../lib/clock.ts';
import type { Secret } from '../lib/sealed.ts';
import type { Metrics } from '../services/metrics.ts';
import type { RefusedCounter } from '../services/refused/count-refused.ts';
import { bodyLimits, parseJson, readBody } from './middleware/raw-body.ts';
import { refuse } from './middleware/refusals.ts';

const ROUTE = 'intercom';

export interface IntercomDoor {
  /** Called before a notification is accepted, so that missed ones come first. */
  keepUp(workspaceId: string): Promise<void>;
  noteTopic(workspaceId: string, topic: string): void;
  noteEvidence(workspaceId: string, what: SetUpEvidence): void;
  clientSecret: Secret;
  clock: Clock;
  metrics: Metrics;
  refusals: RefusedCounter;
  hearUninstall(workspaceId: string): Promise<unknown>;
  acceptNotification(notification: Notification): Promise<'stored' | 'duplicate' | 'ignored' | undefined>;
}

/**
 * Never 410 or 429: they would switch off or throttle the webhooks of every workspace. A notification that is signed is
 * answered 200 whatever it says: 1,000 errors in 15 minutes pause every topic of every workspace.
 * Source: developers.intercom.com, "Webhook notifications".
 */
export const intercomHandlers = (door: IntercomDoor) => ({
  /** The Developer Hub asks this when somebody saves the URL. */
  isThere(ctx: KoaContext) {
    ctx.status = 200;
  },

  async notified(ctx: KoaContext) {
    const rawBody = await readBody(ctx, bodyLimits.intercom);
    const header = ctx.get(webhookSignature.header);
    if (header === '' || !isWebhookSigned(rawBody, header, door.clientSecret)) {
      const kind = header === '' ? 'signature-missing' : 'signature-wrong';
      throw refuse(ctx, kind, new AppError('unauthenticated', { kind, ...webhookSignature }));
    }
    const parsed = parseNotification(parseJson(rawBody), new Date(door.clock.now()));
    if (!parsed.ok) {
      countUnreadable(door, parsed);
      return answer(door, ctx, 'unreadable');
    }
    const { notification } = parsed;
    ctx.state.logged = { workspaceId: notification.workspaceId, topic: notification.topic };
    // Intercom notifies us of every workspace that installed the app, also of those that are not stored here.
    await door.keepUp(notification.workspaceId);
    const outcome = await door.acceptNotification(notification);
    if (outcome !== undefined && isTopic(notification.topic)) {
      door.noteTopic(notification.workspaceId, notification.topic);
      if (notification.bodies !== null) door.noteEvidence(notification.workspaceId, `replies-${notification.bodies}`);
    }
    answer(door, ctx, outcome ?? 'ignored');
  },

  /** Intercom documents neither a signature nor a second try, so the notice is stored and checked with Intercom first. */
  async uninstalled(ctx: KoaContext) {
    const workspaceId = parseUninstall(parseJson(await readBody(ctx, bodyLimits.notice)));
    if (workspaceId !== null) await door.hearUninstall(workspaceId);
    ctx.status = 200;
    ctx.body = {};
  },
});

function answer({ metrics }: IntercomDoor, ctx: KoaContext, outcome: string): void {
  metrics.webhooks.inc({ route: ROUTE, outcome });
  ctx.status = 200;
  ctx.body = { outcome };
}

/** Keeps the topic and the undocumented place for the doctor, and nothing of the content. */
function countUnreadable({ refusals }: IntercomDoor, parsed: Exclude<Parsed, { ok: true }>): void {
  const { problem, topic, workspaceId } = parsed;
  const told = workspaceId === undefined || topic === undefined ? {} : { workspaceId, detail: `${topic} ${problem}` };
  refusals.count({ route: ROUTE, reason: 'unreadable', ...told });
}

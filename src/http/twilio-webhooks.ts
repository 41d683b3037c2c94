// What Twilio calls: a customer's text, and what became of one of ours.
import type Router from '@koa/router';
import type { Context as KoaContext } from 'koa';
import { AppError } from '../domain/errors.ts';
import type { OpenWorkspace } from '../services/context.ts';
import type { Metrics } from '../services/metrics.ts';
import type { RefusalCounter } from '../services/operations/count-refusal.ts';
import type { ArrivedText } from '../services/texts/accept-text.ts';
import type { ArrivedStatus } from '../services/texts/record-delivery.ts';
import type { WorkspaceDirectory } from '../services/workspace-directory.ts';
import { type Form, parseInboundText, parseStatusEvent } from '../twilio/payloads.ts';
import { foreignAccount, isTwilioSigned, parseForm, twilioSignature } from '../twilio/signature.ts';
import { emptyTwiml } from '../twilio/twiml.ts';
import { rawBodyOf } from './middleware/raw-body.ts';

export interface TwilioDoor {
  publicUrl: string;
  workspaces: WorkspaceDirectory;
  refusals: RefusalCounter;
  metrics: Metrics;
  acceptText(text: ArrivedText): Promise<'stored' | 'duplicate'>;
  acceptStatus(status: ArrivedStatus): Promise<'stored' | 'unknown'>;
}

/** A wrong signature makes us look for a newer token, but a flood of them not more often than this. */
const RECHECK_AFTER_MS = 500;

const messageId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function addTwilioWebhooks(router: Router, door: TwilioDoor): void {
  router.post('/webhooks/twilio/:workspaceId/messages', async (ctx) => {
    const { workspace, form } = await verified(door, ctx, 'twilio-messages');
    const parsed = parseInboundText(form);
    if (!parsed.ok)
      throw refused(door, 'twilio-messages', 'malformed', workspace.id, `The text cannot be read: ${parsed.problem}.`);
    const { value } = parsed;
    requireAccount(door, 'twilio-messages', workspace, value.accountSid);
    const outcome = await door.acceptText({ workspaceId: workspace.id, ...value });
    door.metrics.webhooks.inc({ route: 'twilio-messages', outcome });
    ctx.type = emptyTwiml.type;
    ctx.body = emptyTwiml.body;
  });

  router.post('/webhooks/twilio/:workspaceId/status', async (ctx) => {
    const { workspace, form } = await verified(door, ctx, 'twilio-status');
    const parsed = parseStatusEvent(form);
    if (!parsed.ok)
      throw refused(door, 'twilio-status', 'malformed', workspace.id, `The status cannot be read: ${parsed.problem}.`);
    const { accountSid, sid, state, errorCode } = parsed.value;
    requireAccount(door, 'twilio-status', workspace, accountSid);
    const { message } = ctx.query;
    const id = typeof message === 'string' && messageId.test(message) ? message : null;
    const outcome =
      state === null
        ? 'ignored'
        : await door.acceptStatus({ workspaceId: workspace.id, messageId: id, sid, state, errorCode });
    door.metrics.webhooks.inc({ route: 'twilio-status', outcome });
    ctx.status = 204;
  });
}

/** The form, once it is proved to come from this workspace's Twilio account. */
async function verified(
  door: TwilioDoor,
  ctx: KoaContext,
  route: string,
): Promise<{ workspace: OpenWorkspace; form: Form }> {
  const id = String(ctx.params.workspaceId ?? '');
  ctx.state.logged = { workspaceId: id.slice(0, 64) };
  const workspace = await door.workspaces.find(id);
  if (!workspace) {
    door.refusals.count({ route, reason: 'unknown-workspace' });
    throw new AppError(
      'not-found',
      'No workspace of this id is installed here: check the webhook URL in the Twilio Console.',
    );
  }
  const form = parseForm(rawBodyOf(ctx));
  const header = ctx.get(twilioSignature.header);
  const reason = header === '' ? 'signature-missing' : 'signature-wrong';
  if (header === '' || !(await isGenuine(door, ctx, workspace, form, header))) {
    const { header: name, rule } = twilioSignature;
    throw refused(
      door,
      route,
      reason,
      id,
      `The ${name} header is ${header === '' ? 'missing' : 'wrong'}. It must be ${rule}.`,
      'unauthenticated',
    );
  }
  return { workspace, form };
}

/** With the token at hand, else with the one another process may just have stored. */
async function isGenuine(
  door: TwilioDoor,
  ctx: KoaContext,
  workspace: OpenWorkspace,
  form: Form,
  header: string,
): Promise<boolean> {
  const url = `${door.publicUrl}${ctx.req.url ?? ''}`;
  const isSignedFor = ({ twilioAuthTokens }: OpenWorkspace) =>
    twilioAuthTokens.some((token) => isTwilioSigned(url, form, header, token));
  if (isSignedFor(workspace)) return true;
  const current = await door.workspaces.find(workspace.id, RECHECK_AFTER_MS);
  return current !== undefined && current !== workspace && isSignedFor(current);
}

function requireAccount(door: TwilioDoor, route: string, workspace: OpenWorkspace, accountSid: string): void {
  if (accountSid === workspace.twilioAccountSid) return;
  throw refused(door, route, 'foreign-account', workspace.id, foreignAccount, 'unauthenticated');
}

function refused(
  door: TwilioDoor,
  route: string,
  reason: string,
  workspaceId: string,
  message: string,
  code: 'invalid' | 'unauthenticated' = 'invalid',
): AppError {
  door.refusals.count({ route, reason, workspaceId });
  return new AppError(code, message);
}

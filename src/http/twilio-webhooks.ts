// What Twilio calls: a customer's text, and what became of one of ours.
import type { Context as KoaContext } from 'koa';
import { AppError } from '../domain/errors.ts';
import { whyLocked } from '../domain/locked-secrets.ts';
import type { Sight } from '../domain/sight.ts';
import type { OpenWorkspace } from '../services/context.ts';
import type { Metrics } from '../services/metrics.ts';
import type { RefusedRequest } from '../services/refused/called-address.ts';
import { type Acceptors, type RequestKind, takeRequest } from '../services/texts/take-request.ts';
import type { WorkspaceDirectory } from '../services/workspace-directory.ts';
import type { Form } from '../twilio/payloads.ts';
import { hasTooManyFields, isTwilioSigned, parseForm, twilioSignature } from '../twilio/signature.ts';
import { emptyTwiml } from '../twilio/twiml.ts';
import { queryValues } from './middleware/query.ts';
import { bodyLimits, readBody } from './middleware/raw-body.ts';
import { refuse } from './middleware/refusals.ts';

export interface TwilioDoor extends Acceptors {
  publicUrl: string;
  workspaces: WorkspaceDirectory;
  metrics: Metrics;
  noteSight(workspaceId: string, what: Sight): void;
  keepRefused(workspace: OpenWorkspace, refused: RefusedRequest, ip: string): Promise<void>;
}

/** A wrong signature makes us look for a newer token, but a flood of them not more often than this. */
const RECHECK_AFTER_MS = 500;

const tooManyFields = 'The form has more fields than any text of Twilio.';

export const twilioHandlers = (door: TwilioDoor) => ({
  async text(ctx: KoaContext) {
    await take(door, ctx, 'messages');
    ctx.type = emptyTwiml.type;
    ctx.body = emptyTwiml.body;
  },

  async status(ctx: KoaContext) {
    await take(door, ctx, 'status');
    ctx.status = 204;
  },
});

async function take(door: TwilioDoor, ctx: KoaContext, kind: RequestKind): Promise<void> {
  const route = `twilio-${kind}`;
  const { workspace, form, sight } = await verified(door, ctx);
  const [message = null, ...others] = queryValues(ctx, 'message');
  const request = { kind, form, message: others.length === 0 ? message : null };
  const taken = await takeRequest(door, workspace, request);
  if (taken.ok) {
    // What is about nothing of ours proves nothing of our set-up.
    if (taken.outcome === 'stored' || taken.outcome === 'duplicate') door.noteSight(workspace.id, sight);
    return door.metrics.webhooks.inc({ route, outcome: taken.outcome });
  }
  const code = taken.reason === 'malformed' ? 'invalid' : 'unauthenticated';
  throw refuse(ctx, taken.reason, new AppError(code, taken.words));
}

/** The form, once it is proved to come from this workspace's Twilio account. */
async function verified(
  door: TwilioDoor,
  ctx: KoaContext,
): Promise<{ workspace: OpenWorkspace; form: Form; sight: Sight }> {
  const id = String(ctx.params.workspaceId ?? '');
  ctx.state.logged = { workspaceId: id.slice(0, 64) };
  const workspace = await door.workspaces.find(id);
  if (!workspace) {
    const words = 'No workspace of this id is installed here: check the webhook URL in the Twilio Console.';
    throw refuse(ctx, 'unknown-workspace', new AppError('not-found', words));
  }
  const body = await readBody(ctx, bodyLimits.twilio);
  if (hasTooManyFields(body)) throw refuse(ctx, 'too-many-fields', new AppError('invalid', tooManyFields));
  const form = parseForm(body);
  const header = ctx.get(twilioSignature.header);
  const reason = header === '' ? 'signature-missing' : 'signature-wrong';
  const sight = header === '' ? null : await findSigner(door, ctx, workspace, form, header);
  if (sight === null) {
    const forwarded = { host: firstOf(ctx, 'X-Forwarded-Host'), prefix: firstOf(ctx, 'X-Forwarded-Prefix') };
    const request = { path: ctx.req.url ?? '', host: ctx.host, forwarded, header, body };
    await door.keepRefused(workspace, request, ctx.ip);
    // Twilio tries again, and what is kept can be checked once the secrets can be opened.
    const why = header === '' ? null : whyLocked(workspace.locked, 'twilio');
    if (why !== null) throw new AppError('unavailable', why);
    const { header: name, rule } = twilioSignature;
    const words = `The ${name} header is ${header === '' ? 'missing' : 'wrong'}. It must be ${rule}.`;
    throw refuse(ctx, reason, new AppError('unauthenticated', words));
  }
  return { workspace, form, sight };
}

/** Which token signed it: one at hand, else one that another process may just have stored. */
async function findSigner(
  door: TwilioDoor,
  ctx: KoaContext,
  workspace: OpenWorkspace,
  form: Form,
  header: string,
): Promise<Sight | null> {
  const url = `${door.publicUrl}${ctx.req.url ?? ''}`;
  const signerOf = ({ twilioAuthTokens }: OpenWorkspace): Sight | null => {
    const index = twilioAuthTokens.findIndex((token) => isTwilioSigned(url, form, header, token));
    return index < 0 ? null : index === 0 ? 'signed-current' : 'signed-next';
  };
  const signer = signerOf(workspace);
  if (signer !== null) return signer;
  const current = await door.workspaces.find(workspace.id, RECHECK_AFTER_MS);
  return current === undefined || current === workspace ? null : signerOf(current);
}

/** What the first of several proxies says. */
function firstOf(ctx: KoaContext, header: string): string {
  return ctx.get(header).split(',')[0]?.trim() ?? '';
}

// Twilio's webhooks: a customer's text, and the status of one of ours.
import type { Context as KoaContext } from 'koa';
import type { SetUpEvidence } from '../domain/doctor/set-up-evidence.ts';
import { AppError } from '../domain/errors.ts';
import { lockedSecrets } from '../domain/locked-secrets.ts';
import type { RequestRefusal } from '../domain/request-refusal.ts';
import type { OpenWorkspace } from '../services/context.ts';
import type { Metrics } from '../services/metrics.ts';
import type { RefusedRequest } from '../services/refused/find-called-address.ts';
import { type Acceptors, type RequestKind, takeRequest } from '../services/texts/take-request.ts';
import type { WorkspaceDirectory } from '../services/workspace-directory.ts';
import type { Form } from '../twilio/payloads.ts';
import {
  hasTooManyFields,
  isHashedInUrl,
  isTwilioSigned,
  parseForm,
  readSignatureSettings,
  type SignatureSettings,
  signatureHeader,
  signatureSettingsHeader,
} from '../twilio/signature.ts';
import { emptyTwiml } from '../twilio/twiml.ts';
import { queryValues } from './middleware/query.ts';
import { bodyLimits, parseJson, readBody } from './middleware/raw-body.ts';
import { refuse } from './middleware/refusals.ts';

export interface TwilioDoor extends Acceptors {
  publicUrl: string;
  workspaces: WorkspaceDirectory;
  metrics: Metrics;
  noteEvidence(workspaceId: string, what: SetUpEvidence): void;
  keepRefused(workspace: OpenWorkspace, refused: RefusedRequest, ip: string): Promise<void>;
}

/** A wrong signature makes us look for a newer token, but a flood of them not more often than this. */
const RECHECK_AFTER_MS = 500;

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
  const { workspace, form, evidence } = await verified(door, ctx);
  const [message = null, ...others] = queryValues(ctx, 'message');
  const request = { kind, form, message: others.length === 0 ? message : null };
  const taken = await takeRequest(door, workspace, request);
  if (taken.ok) {
    // A request about an unknown text proves nothing about our set-up.
    if (taken.outcome === 'stored' || taken.outcome === 'duplicate') door.noteEvidence(workspace.id, evidence);
    return door.metrics.webhooks.inc({ route, outcome: taken.outcome });
  }
  const { refusal } = taken;
  const code = refusal.kind === 'malformed' ? 'invalid' : 'unauthenticated';
  throw refuse(ctx, refusal.kind, new AppError(code, refusal));
}

/** The form, once it is proved to come from this workspace's Twilio account. */
async function verified(
  door: TwilioDoor,
  ctx: KoaContext,
): Promise<{ workspace: OpenWorkspace; form: Form; evidence: SetUpEvidence }> {
  const id = String(ctx.params.workspaceId ?? '');
  ctx.state.logged = { workspaceId: id.slice(0, 64) };
  const workspace = await door.workspaces.find(id);
  if (!workspace)
    throw refuse(ctx, 'unknown-workspace', new AppError('not-found', { kind: 'unknown-webhook-workspace' }));
  const body = await readBody(ctx, bodyLimits.twilio);
  if (hasTooManyFields(body))
    throw refuse(ctx, 'too-many-fields', new AppError('invalid', { kind: 'too-many-fields' }));
  const header = ctx.get(signatureHeader);
  const said = ctx.get(signatureSettingsHeader);
  const settings = readSignatureSettings(said);
  const url = `${door.publicUrl}${ctx.req.url ?? ''}`;
  const isHashed = isHashedInUrl(url, body);
  const form = parseForm(body);
  const signed: SignedRequest = { url, params: isHashed ? {} : form, header, settings };
  const evidence = header === '' ? null : await findSigner(door, workspace, signed);
  if (evidence !== null) return { workspace, form: isHashed && ctx.is('json') ? formOfJson(body) : form, evidence };
  const forwarded = { host: firstOf(ctx, 'X-Forwarded-Host'), prefix: firstOf(ctx, 'X-Forwarded-Prefix') };
  const request = { path: ctx.req.url ?? '', host: ctx.host, forwarded, header, settings: said, body };
  await door.keepRefused(workspace, request, ctx.ip);
  // Twilio tries again, and the kept request can be checked once the secrets can be opened.
  const locked = header === '' ? null : lockedSecrets(workspace.locked, 'twilio');
  if (locked !== null) throw new AppError('unavailable', locked);
  throw refuse(ctx, ...faultOf(workspace, header, settings));
}

interface SignedRequest {
  url: string;
  params: Form;
  header: string;
  /** Null where no signature can be made by these settings. */
  settings: SignatureSettings | null;
}

/** The token or key that signed the request: one at hand, or one that another process has just stored. */
async function findSigner(
  door: TwilioDoor,
  workspace: OpenWorkspace,
  signed: SignedRequest,
): Promise<SetUpEvidence | null> {
  const signer = signerOf(workspace, signed);
  if (signer !== null) return signer;
  const current = await door.workspaces.find(workspace.id, RECHECK_AFTER_MS);
  return current === undefined || current === workspace ? null : signerOf(current, signed);
}

function signerOf({ twilioAuthTokens, twilioSharedKeys }: OpenWorkspace, signed: SignedRequest): SetUpEvidence | null {
  const { url, params, header, settings } = signed;
  if (settings?.by === 'shared-key') {
    const secret = twilioSharedKeys.get(settings.keyId);
    return secret && isTwilioSigned(url, params, header, secret, 'HMAC_SHA256') ? 'signed-key' : null;
  }
  if (settings === null) return null;
  const index = twilioAuthTokens.findIndex((token) => isTwilioSigned(url, params, header, token));
  return index < 0 ? null : index === 0 ? 'signed-current' : 'signed-next';
}

/** The reason that is counted, and the error that the caller gets. */
function faultOf(
  { twilioSharedKeys }: OpenWorkspace,
  header: string,
  settings: SignatureSettings | null,
): [reason: string, error: AppError] {
  const refused = (reason: string, refusal: RequestRefusal): [string, AppError] => [
    reason,
    new AppError('unauthenticated', refusal),
  ];
  if (header === '') return refused('signature-missing', { kind: 'signature-missing', ...signed });
  if (settings === null)
    return refused('signature-settings', { kind: 'signature-settings-unknown', header: signatureSettingsHeader });
  if (settings.by === 'shared-key' && !twilioSharedKeys.has(settings.keyId))
    return refused('unknown-key', { kind: 'unknown-shared-key' });
  return refused('signature-wrong', { kind: 'signature-wrong', header: signatureHeader, made: settings.by });
}

const signed = { header: signatureHeader, made: 'auth-token' } as const;

/** The strings and numbers of a JSON object, as the fields of a form. */
function formOfJson(body: string): Form {
  const parsed = parseJson(body);
  const fields = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  const flat = fields.filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.assign(Object.create(null), Object.fromEntries(flat.map(([name, value]) => [name, String(value)])));
}

/** The header's value from the first of several proxies. */
function firstOf(ctx: KoaContext, header: string): string {
  return ctx.get(header).split(',')[0]?.trim() ?? '';
}

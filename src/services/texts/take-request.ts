// Reads and accepts a request that is proved to come from the workspace's Twilio account.
import type { RequestRefusal } from '../../domain/request-refusal.ts';
import { accountOf, type Form, parseInboundText, parseStatusEvent } from '../../twilio/payloads.ts';
import type { OpenWorkspace } from '../context.ts';
import type { ArrivedText } from './accept-text.ts';
import type { ArrivedStatus } from './record-delivery.ts';

export interface Acceptors {
  acceptText(text: ArrivedText): Promise<'stored' | 'duplicate'>;
  acceptStatus(status: ArrivedStatus): Promise<'stored' | 'unknown'>;
}

export type RequestKind = 'messages' | 'status';

export type Taken =
  | { ok: true; outcome: 'stored' | 'duplicate' | 'unknown' | 'ignored' }
  | { ok: false; refusal: Extract<RequestRefusal, { kind: 'malformed' | 'foreign-account' }> };

const ourMessageId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `message`: our text's id, from the query of the status URL that we gave Twilio. */
export async function takeRequest(
  acceptors: Acceptors,
  workspace: OpenWorkspace,
  request: { kind: RequestKind; form: Form; message: string | null },
): Promise<Taken> {
  const { kind, form, message } = request;
  const { id: workspaceId, settings, tellsEndpoints } = workspace;
  if (kind === 'messages') {
    const parsed = parseInboundText(form);
    if (!parsed.ok) return malformed('text', parsed.problem);
    if (isForeign(workspace, form)) return foreign;
    return {
      ok: true,
      outcome: await acceptors.acceptText({
        workspaceId,
        threadPer: settings.threadPer,
        tellsEndpoints,
        ...parsed.value,
        // A text without a receiver is answered from the preferred number.
        to: parsed.value.to || (workspace.senders[0] ?? ''),
      }),
    };
  }
  const parsed = parseStatusEvent(form);
  if (!parsed.ok) return malformed('status', parsed.problem);
  if (isForeign(workspace, form)) return foreign;
  const { sid, state, errorCode } = parsed.value;
  if (state === null) return { ok: true, outcome: 'ignored' };
  const messageId = message !== null && ourMessageId.test(message) ? message : null;
  const status = { workspaceId, messageId, sid, state, errorCode };
  return { ok: true, outcome: await acceptors.acceptStatus({ ...status, resultEvents: settings.resultEvents }) };
}

const foreign: Taken = { ok: false, refusal: { kind: 'foreign-account' } };

function malformed(item: 'status' | 'text', problem: string): Taken {
  return { ok: false, refusal: { kind: 'malformed', item, problem } };
}

function isForeign({ twilioAccountSid }: OpenWorkspace, form: Form): boolean {
  return accountOf(form) !== twilioAccountSid;
}

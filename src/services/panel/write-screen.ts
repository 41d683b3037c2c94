// The screen on which a text is written and checked, and the verbs of its buttons.

import type { SendFiles } from '../../domain/media/send-files.ts';
import { allFiles, withLinks } from '../../domain/media/texts-with-files.ts';
import { parseAddress } from '../../domain/numbers/phone-number.ts';
import type { NumberScreen, PanelState, WriteScreen } from '../../domain/panel.ts';
import type { PanelProblem } from '../../domain/panel-flash.ts';
import { sendersFor } from '../../domain/senders.ts';
import type { SegmentPrice } from '../../domain/texts/prices.ts';
import { signed } from '../../domain/texts/signature.ts';
import { fieldsIn, fillTemplate } from '../../domain/texts/template.ts';
import { checkText, LONGEST_DRAFT, simplify } from '../../domain/texts/text-check.ts';
import { isBlank } from '../../domain/well-formed.ts';
import { findSend } from '../../store/texts/panel-texts.ts';
import { longestText } from '../../twilio/limits.ts';
import { priceOf, wantPricesOf } from '../account/read-prices.ts';
import { nowOf } from '../context.ts';
import type { Ends } from '../media/prepare-files.ts';
import { countryOverLimit } from '../texts/ask-limits.ts';
import { whyRefused } from '../texts/queue-text.ts';
import { signatureOf } from '../texts/sign-text.ts';
import { type Attached, attachFile } from './attach-file.ts';
import { numberScreen } from './number-screen.ts';
import {
  draftOf,
  frameOf,
  type PanelRequest,
  type Situation,
  situationOf,
  withDraft,
  withProblem,
} from './panel-request.ts';
import { toScheduled } from './scheduled-text.ts';
import { adminName, templateValues } from './template-values.ts';

/** A text that is complete, or the screen that says why it is not. */
export type Composed =
  | {
      ok: true;
      request: PanelRequest;
      situation: Situation;
      to: string;
      sender: string;
      body: string;
      files: SendFiles | null;
    }
  | { ok: false; screen: PanelState };

export async function writeScreen(
  request: PanelRequest,
  options: { check?: boolean } = {},
): Promise<WriteScreen | NumberScreen> {
  const situation = await situationOf(request);
  return writeTo(request, situation, options.check ?? false);
}

async function writeTo(
  request: PanelRequest,
  situation: Situation,
  check: boolean,
): Promise<WriteScreen | NumberScreen> {
  const to = recipientOf(request, situation);
  if (to === null) return numberScreen(request);
  const { ctx, workspace } = request;
  const sender = senderOf(request, situation);
  const refusal = await whyRefused(
    ctx.db,
    workspace,
    { address: to, sender: sender ?? '', purpose: 'conversation' },
    nowOf(ctx),
  );
  const current = check && fieldsIn(draftOf(request).body).length > 0 ? await fill(request) : request;
  const draft = draftOf(current);
  const { editing } = draft;
  const send = editing === null ? undefined : await findSend(ctx.db, workspace.id, editing);
  const memory = { nonce: request.memory.nonce ?? ctx.newId(), draft };
  const signature = await signatureFor(request, send?.authorId ?? null);
  const isResent = draft.retryOf !== null || isBlank(draft.body);
  const attached = check && sender !== null ? await attachTo(current, memory.nonce, { address: to, sender }) : null;
  if (attached?.kind === 'problem') return writeTo(withProblem(current, notAttached(attached)), situation, false);
  const files = attached?.kind === 'files' ? attached.files : null;
  const words = withLinks(draft.body, files?.links ?? []);
  const whole = isResent ? words : signed(words, signature?.line ?? null);
  const price = await priceTo(request, to, sender);
  return {
    screen: 'write',
    ...frameOf({ ...current, memory }),
    to,
    name: to === situation.address ? (situation.people[0]?.name ?? null) : null,
    sender,
    senders: sendersFor(workspace, to, sender),
    draft,
    overLimit: refusal === null ? await countryOverLimit(ctx.db, workspace, to, request.now) : null,
    refusal: refusal && { kind: refusal, address: to, sender: sender ?? '' },
    check: check ? checkText(whole, { ...rulesOf(request), price }) : null,
    attached: attachedFile(files),
    missingFields: fieldsIn(draft.body),
    filledFields: current.filled,
    hasTemplates: true,
    signature,
    scheduled: send?.state === 'scheduled' ? toScheduled(request, situation, { send, authorName: null }) : null,
  };
}

/** The line that ends the text, of its author where somebody else is changing it. Null where texts are not signed. */
async function signatureFor(request: PanelRequest, authorId: string | null): Promise<WriteScreen['signature']> {
  const { ctx, workspace, question } = request;
  if (!workspace.settings.signTexts) return null;
  // Their name is stored before the text goes, which it may end.
  await adminName(request);
  return { line: await signatureOf(ctx.db, workspace, { kind: 'admin', id: authorId ?? question.adminId }) };
}

function rulesOf({ workspace: { settings } }: PanelRequest) {
  return { longestText, isNumbered: settings.numberParts };
}

/** A price that is not stored is on its way by the time that the text is checked. */
async function priceTo({ ctx, workspace }: PanelRequest, to: string, sender: string | null): Promise<SegmentPrice> {
  const { price, known, country } = await priceOf(ctx, workspace, { to, sender });
  if (price.kind !== 'own') await wantPricesOf(ctx, workspace, country, known);
  return price;
}

/** The one that was chosen, else the customer's. */
function recipientOf(request: PanelRequest, situation: Situation): string | null {
  const { to } = draftOf(request);
  const chosen = to === null ? null : parseAddress(to);
  return chosen?.answerable ? chosen.value : situation.address;
}

/** One of the workspace's own numbers, whatever the canvas says. */
export function senderOf(request: PanelRequest, situation: Situation): string | null {
  const { sender } = draftOf(request);
  const isOurs =
    sender !== null && (request.workspace.senders.includes(sender) || sender === situation.record.thread?.sender);
  return isOurs ? sender : situation.sender;
}

/** Puts values into the fields that have one. */
export async function fill(request: PanelRequest): Promise<PanelRequest> {
  const { body } = draftOf(request);
  const { text, filled } = fillTemplate(body, await templateValues(request));
  return { ...withDraft(request, { body: text }), filled };
}

export async function simplified(request: PanelRequest): Promise<WriteScreen | NumberScreen> {
  return writeScreen(withDraft(request, { body: simplify(draftOf(request).body) }), { check: true });
}

/** Everything that can be wrong with a draft is said before anything is done with it. */
export async function compose(given: PanelRequest): Promise<Composed> {
  const request = fieldsIn(draftOf(given).body).length > 0 ? await fill(given) : given;
  const situation = await situationOf(request);
  const back = async (problem: PanelProblem): Promise<Composed> => ({
    ok: false,
    screen: await writeTo(withProblem(request, problem), situation, false),
  });
  const { body } = draftOf(request);
  const to = recipientOf(request, situation);
  const sender = senderOf(request, situation);
  if (to === null) return back({ kind: 'number-missing' });
  if (sender === null) return back({ kind: 'refused', by: { kind: 'no-sender', address: to, sender: '' } });
  if (isBlank(body) && (draftOf(request).attach.trim() === '' || draftOf(request).editing !== null))
    return back({ kind: 'text-empty' });
  if (body.length > LONGEST_DRAFT) return back({ kind: 'text-too-long', length: body.length, most: LONGEST_DRAFT });
  if (fieldsIn(body).length > 0) return back({ kind: 'fields-open' });
  if (request.question.conversationId === null) return back({ kind: 'conversation-missing' });
  const attached = await attachTo(request, request.memory.nonce, { address: to, sender });
  if (attached.kind === 'problem') return back(notAttached(attached));
  return { ok: true, request, situation, to, sender, body, files: attached.kind === 'files' ? attached.files : null };
}

/** A scheduled text keeps the file that it has. */
async function attachTo(request: PanelRequest, nonce: string | null, ends: Ends): Promise<Attached> {
  const { attach: link, body, editing } = draftOf(request);
  return nonce === null || editing !== null ? { kind: 'none' } : attachFile(request, { link, nonce, body }, ends);
}

function notAttached({ why }: Extract<Attached, { kind: 'problem' }>): PanelProblem {
  return { kind: 'not-attached', why };
}

function attachedFile(files: SendFiles | null): WriteScreen['attached'] {
  const [file] = allFiles(files ?? undefined);
  if (file === undefined) return null;
  const { name = null, contentType: type, bytes = 0, link } = file;
  return { name, type, bytes, as: link === undefined ? 'mms' : 'link' };
}

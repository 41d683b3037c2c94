// The contact's attributes show the last text sent: its id, state and time.

import {
  type AttributeName,
  type AttributeOff,
  type AttributeStyle,
  attributesTaken,
  spellAttribute,
} from '../../domain/contact-attributes.ts';
import { AppError } from '../../domain/errors.ts';
import { isDeliveryState, isFinal } from '../../domain/texts/delivery.ts';
import type { Message, MessageState } from '../../domain/texts/message.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { IntercomError, isContactArchived, isContactBlocked, isGone, isRefused } from '../../intercom/calls/errors.ts';
import { findContact, markContactWritten } from '../../store/conversations/contacts.ts';
import { findLastSent } from '../../store/texts/message-lists.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { type Context, nowOf, type OpenWorkspace, transact } from '../context.ts';
import { orWithout } from '../credentials/or-without.ts';
import { inherit } from './follow-contact.ts';
import { type Made, makeAttributes } from './make-attributes.ts';

/** A state that is not final is written once it has lasted this long: mostly the final one comes first. */
const SETTLED_AFTER_MS = 60_000;

/** Tries after a failure that may pass; then the attribute is left out for a while, and the job is done. */
const PATIENT_TRIES = 3;

/** Writes only what the contact does not show yet, so it may be asked for as often as is convenient. */
export async function updateContact(
  ctx: Context,
  input: { workspaceId: string; contactId: string; attempt: number },
): Promise<void> {
  const { workspaceId, contactId } = input;
  const sent = await findLastSent(ctx.db, workspaceId, contactId);
  if (!sent) return;
  const { message, sentAt } = sent;
  const status = `${message.sid} ${message.state}`;
  const contact = await findContact(ctx.db, workspaceId, contactId);
  if (contact?.writtenStatus === status || contact?.gone) return;
  if (!isSettled(message.state, ctx.clock.now() - sentAt.getTime())) return;
  const workspace = await ctx.workspaces.get(workspaceId);
  const names = attributesTaken(workspace.attributesOff, nowOf(ctx));
  if (names.length === 0) return;
  const intercom = ctx.intercom(workspace, { rank: 'automation' });
  const isPatient = input.attempt < PATIENT_TRIES;
  try {
    const write = { ctx, workspace, intercom, contactId, message, sentAt, names, isPatient };
    const isShown = await orWithout(ctx, workspace, 'contact-attributes', () => writeAttributes(write));
    if (isShown) await markContactWritten(ctx.db, workspaceId, contactId, status);
  } catch (error) {
    // Intercom refuses this one contact: its next text is tried again.
    if (!isRefused(error)) throw error;
    ctx.log.info({ workspaceId, contactId, err: error }, 'a contact does not show its last text');
  }
}

function isSettled(state: MessageState, ageMs: number): boolean {
  return (isDeliveryState(state) && isFinal(state)) || ageMs >= SETTLED_AFTER_MS;
}

interface Writing {
  ctx: Context;
  workspace: OpenWorkspace;
  intercom: IntercomClient;
  contactId: string;
  message: Message;
  sentAt: Date;
  names: readonly AttributeName[];
  isPatient: boolean;
}

/** Makes missing attributes, and leaves out those that Intercom refuses. False where the contact shows nothing new. */
async function writeAttributes(writing: Writing): Promise<boolean> {
  const { workspace, names } = writing;
  const known = workspace.attributeStyle;
  if (known !== null && (await refusalOf(writing, names, known)) === null) {
    await storeOutcome(writing, known, []);
    return true;
  }
  const made = await makeAttributes(writing.intercom, names, {
    isPatient: writing.isPatient,
    areKnown: known !== null,
  });
  const refusal = await refusalOf(writing, names, made.style);
  const off = refusal === null ? [] : await writeEach(writing, made, refusal);
  await storeOutcome(writing, made.style, off);
  return off.length < names.length;
}

/** Writes one by one, to find those that are refused. */
async function writeEach(writing: Writing, made: Made, refusal: IntercomError): Promise<AttributeOff[]> {
  const { names, isPatient, ctx } = writing;
  const since = nowOf(ctx).toISOString();
  const off: AttributeOff[] = [];
  for (const name of names) {
    const isRefusedAlone = (await refusalOf(writing, [name], made.style)) !== null;
    if (isRefusedAlone) off.push({ name, why: made.troubles.get(name) ?? 'refused', since });
  }
  // Intercom refused all of them, so the contact is at fault, as far as we know.
  if (off.length === names.length && !refusal.isAboutAttribute) throw refusal;
  if (isPatient && off.some(({ name }) => !made.troubles.has(name)))
    throw new AppError(
      'vendor-refused',
      { kind: 'attribute-not-ready' },
      {
        retry: 'later',
        cause: refusal,
      },
    );
  return off;
}

/** Null where they are written, else the refusal. */
async function refusalOf(
  { ctx, intercom, contactId, message, sentAt }: Writing,
  names: readonly AttributeName[],
  style: AttributeStyle,
): Promise<IntercomError | null> {
  try {
    const shown = await intercom.updateContactAttributes(contactId, valuesOf(message, sentAt, names, style));
    if (shown.id !== contactId) await inherit(ctx, message, contactId, shown);
    return null;
  } catch (error) {
    const isAboutContact = isGone(error) || isContactBlocked(error) || isContactArchived(error);
    if (!(error instanceof IntercomError) || !isRefused(error) || isAboutContact) throw error;
    return error;
  }
}

function valuesOf(
  message: Message,
  sentAt: Date,
  names: readonly AttributeName[],
  style: AttributeStyle,
): Record<string, string | number> {
  const values: Record<AttributeName, string | number> = {
    sms_last_message_sid: message.sid ?? '',
    sms_last_status: message.state,
    sms_last_sent_at: Math.floor(sentAt.getTime() / 1000),
  };
  return Object.fromEntries(names.map((name) => [spellAttribute(name, style), values[name]]));
}

/** Stores the outcome of the attributes that were tried; the others stay as they were. */
async function storeOutcome(
  writing: Writing,
  attributeStyle: AttributeStyle,
  refused: readonly AttributeOff[],
): Promise<void> {
  const { ctx, workspace, names } = writing;
  const attributesOff = [...workspace.attributesOff.filter(({ name }) => !names.includes(name)), ...refused];
  const isKnown = attributesOff.length === 0 && workspace.attributesOff.length === 0;
  if (isKnown && workspace.attributeStyle === attributeStyle) return;
  if (refused.length > 0)
    ctx.log.warn(
      { workspaceId: workspace.id, refused: refused.map(({ name, why }) => `${name}: ${why}`) },
      'attributes of contacts are left out for a while',
    );
  await keepAttributesOff(ctx, workspace.id, attributesOff, attributeStyle);
}

export async function keepAttributesOff(
  ctx: Context,
  workspaceId: string,
  attributesOff: readonly AttributeOff[],
  attributeStyle?: Workspace['attributeStyle'],
): Promise<void> {
  await transact(ctx, ({ trx, changed }) => {
    changed(workspaceId);
    const style = attributeStyle === undefined ? {} : { attributeStyle };
    return updateWorkspace(trx, workspaceId, { ...style, state: { attributesOff: [...attributesOff] } });
  });
}

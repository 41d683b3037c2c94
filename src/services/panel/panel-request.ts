// A request to the panel: the agent, the conversation, the draft, and the situation that every screen starts from.
import type { Contact } from '../../domain/conversation.ts';
import { parseAddress } from '../../domain/numbers/phone-number.ts';
import { readStoredPhone } from '../../domain/numbers/stored-phone.ts';
import type { Draft, HomeScreen, PanelMemory, PanelPerson } from '../../domain/panel.ts';
import type { PanelInput } from '../../domain/panel-action.ts';
import type { PanelDone, PanelFlash, PanelProblem } from '../../domain/panel-flash.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { Filled, TemplateValues } from '../../domain/texts/template.ts';
import type { ContactZones, CustomerZone } from '../../domain/times/customer-zone.ts';
import { isGone } from '../../intercom/calls/errors.ts';
import { loadPanel, type PanelRecord } from '../../store/texts/panel.ts';
import { stoppingFaults } from '../../twilio/errors.ts';
import { zoneOfCustomer } from '../contacts/customer-zone.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { nowOf } from '../context.ts';
import { inTime } from '../in-time.ts';

/** The ids that Intercom sends along; nothing else of its request is trusted. */
export interface PanelQuestion {
  workspaceId: string;
  /** The workspace's region, as Intercom says it. */
  region: string | null;
  conversationId: string | null;
  contactId: string | null;
  adminId: string | null;
}

export type PanelContext = Context;

export interface PanelRequest {
  ctx: PanelContext;
  workspace: OpenWorkspace;
  question: PanelQuestion;
  /** With what stands in the fields taken over. */
  memory: PanelMemory;
  input: PanelInput;
  flash: PanelFlash | null;
  /** The values that this click put into a template's fields. */
  filled: Filled['filled'];
  now: Date;
  looked: Looked;
}

/** Each is looked up once a request. */
interface Looked {
  situation: Promise<Situation> | null;
  values: Promise<TemplateValues> | null;
}

/** More than the first canvas shows, as several may belong together. */
const MESSAGES_READ = 12;
const SCHEDULED_READ = 10;
const STOPPED_FOR_MS = 24 * 3_600_000;

export interface Situation {
  record: PanelRecord;
  /** Null: no number is known. */
  address: string | null;
  sender: string | null;
  people: PanelPerson[];
  hasEmail: boolean;
  /** The zones that the customer's contact names. */
  zones: ContactZones | null;
  /** Other than the one in use. */
  otherNumbers: string[];
  /** Intercom was asked for the contact and did not answer. */
  isContactMissing: boolean;
  /** Why the contact's phone field gives no number, where there is something in it. */
  unreadPhone: HomeScreen['unreadPhone'];
}

/** Looked up once a request, and once more after a change. */
export function situationOf(request: PanelRequest): Promise<Situation> {
  request.looked.situation ??= loadSituation(request);
  return request.looked.situation;
}

/** Call it after a change, so that the next screen shows the new situation. */
export function lookAgain(request: PanelRequest): void {
  request.looked.situation = null;
}

/** One query; and one call to Intercom where neither the conversation nor the contact is known to us. */
async function loadSituation(request: PanelRequest): Promise<Situation> {
  const { ctx, workspace, question, now } = request;
  const { conversationId, contactId, adminId } = question;
  const record = await loadPanel(ctx.db, {
    workspaceId: workspace.id,
    conversationId,
    contactId,
    adminId,
    texts: MESSAGES_READ,
    scheduled: SCHEDULED_READ,
    stoppingFaults,
    stoppedSince: new Date(now.getTime() - STOPPED_FOR_MS),
    consentScope: workspace.settings.consentScope,
  });
  const own = record.people.find((person) => person.contactId === contactId);
  const mustAsk = !record.thread && (own?.address ?? null) === null && contactId !== null;
  const asked = mustAsk ? await askForContact(request, contactId) : undefined;
  const stored = readStoredPhone(asked?.phone ?? null, countryAt(workspace));
  const ownAddress = own?.address ?? (stored.kind === 'number' ? parseAddress(stored.e164).value : null);
  const address = record.thread?.address ?? ownAddress;
  const numbers = [...new Set([...(ownAddress === null ? [] : [ownAddress]), ...record.numbers])];
  const others = record.people.filter((person) => person.contactId !== contactId && person.address === address);
  const first = own ?? (asked ? { contactId: asked.id, name: asked.name } : undefined);
  return {
    record,
    address,
    sender: record.thread?.sender ?? preferredSender(workspace, address),
    people: [...(first ? [first] : []), ...others].map(({ contactId: id, name }) => ({ contactId: id, name })),
    hasEmail: own?.hasEmail ?? asked?.hasEmail ?? others[0]?.hasEmail ?? false,
    zones: own?.zones ?? asked?.zones ?? others.find(({ zones }) => zones !== null)?.zones ?? null,
    otherNumbers: numbers.filter((number) => number !== address),
    isContactMissing: mustAsk && !own && asked === undefined,
    unreadPhone: stored.kind === 'several' || stored.kind === 'unreadable' ? stored.kind : null,
  };
}

/** The zone of the customer of this conversation, at whichever of their numbers. */
export function zoneHere(
  { workspace, now }: Pick<PanelRequest, 'workspace' | 'now'>,
  { zones }: Pick<Situation, 'zones'>,
  address: string | null,
): CustomerZone | null {
  return zoneOfCustomer(workspace, { address, zones }, now);
}

/** The zone (IANA name) in which a time for this customer is read and chosen: theirs, else the workspace's. */
export function clocksFor(
  request: Pick<PanelRequest, 'workspace' | 'now'>,
  situation: Pick<Situation, 'zones'>,
  address: string,
): string {
  return zoneHere(request, situation, address)?.zone ?? request.workspace.timezone;
}

async function askForContact(request: PanelRequest, contactId: string): Promise<Contact | undefined> {
  const { ctx, workspace } = request;
  try {
    return await inTime(ctx.intercom(workspace).getContact(contactId));
  } catch (error) {
    if (!isGone(error))
      ctx.log.warn({ workspaceId: workspace.id, contactId, err: error }, 'the panel cannot ask for a contact');
    return undefined;
  }
}

/** The country of numbers without a country code: that of the chosen sender, else of the preferred one. */
export function countryAt(workspace: OpenWorkspace, sender: string | null = null): string | null {
  return countryFor(workspace, sender ?? preferredSender(workspace, null));
}

export function frameOf(request: PanelRequest) {
  const { workspace, now, memory, flash } = request;
  return { timeZone: workspace.timezone, readAt: now, memory, flash };
}

/** The Overview, on which an admin sees what to fix. */
export function settingsUrlOf({ ctx }: PanelRequest): string {
  return `${ctx.publicUrl}/`;
}

export function withDone(request: PanelRequest, done: PanelDone): PanelRequest {
  return { ...request, flash: { done } };
}

export function withProblem(request: PanelRequest, problem: PanelProblem): PanelRequest {
  return { ...request, flash: { problem } };
}

export const emptyDraft: Draft = {
  body: '',
  to: null,
  sender: null,
  retryOf: null,
  editing: null,
  saveNumber: false,
  attach: '',
};

export function draftOf(request: PanelRequest): Draft {
  return request.memory.draft ?? emptyDraft;
}

/** With changes in the draft. */
export function withDraft(request: PanelRequest, changes: Partial<Draft>): PanelRequest {
  return { ...request, memory: { ...request.memory, draft: { ...draftOf(request), ...changes } } };
}

export function withoutDraft(request: PanelRequest): PanelRequest {
  return { ...request, memory: { nonce: null, draft: null } };
}

export function newRequest(
  ctx: PanelContext,
  workspace: OpenWorkspace,
  question: PanelQuestion,
  memory: PanelMemory,
  input: PanelInput,
): PanelRequest {
  const looked = { situation: null, values: null };
  return { ctx, workspace, question, memory, input, flash: null, filled: [], now: nowOf(ctx), looked };
}

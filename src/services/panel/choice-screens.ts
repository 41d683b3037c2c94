// Choices while a text is written: the number it goes to, the number it comes from, a template.

import { parseAddress, readableNumber } from '../../domain/numbers/phone-number.ts';
import { readTypedNumber } from '../../domain/numbers/typed-number.ts';
import type { PanelState, PanelTemplate, SendersScreen, TemplatesScreen } from '../../domain/panel.ts';
import { sendersFor } from '../../domain/senders.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import { numberScreen } from './number-screen.ts';
import { countryAt, draftOf, frameOf, type PanelRequest, withDraft, withProblem } from './panel-request.ts';
import { readMacros } from './read-macros.ts';
import { fill, writeScreen } from './write-screen.ts';

const PAGE = 8;

export async function templatesScreen(given: PanelRequest, page: number): Promise<TemplatesScreen> {
  const { request, templates, isCut } = await readTemplates(given);
  const query = request.input.query ?? '';
  const found = templates.filter((template) => matches(query, template.name, template.body));
  return { screen: 'templates', ...frameOf(request), query, isCut, ...cut(found, page, 'templates') };
}

/** Its fields are filled at once, so that the agent sees their values. */
export async function useTemplate(given: PanelRequest, id: string): Promise<PanelState> {
  const { request, templates } = await readTemplates(given);
  const template = templates.find((candidate) => candidate.id === id);
  if (!template) return templatesScreen(withProblem(request, { kind: 'template-gone' }), 1);
  const { body } = draftOf(request);
  const joined = body.trim() === '' ? template.body : `${body.trimEnd()}\n${template.body}`;
  return writeScreen(await fill(withDraft(request, { body: joined })), { check: true });
}

interface TemplatesRead {
  request: PanelRequest;
  templates: PanelTemplate[];
  isCut: boolean;
}

/** The workspace's own before Intercom's macros, which are left out while Intercom does not give them. */
async function readTemplates(request: PanelRequest): Promise<TemplatesRead> {
  const { ctx, workspace } = request;
  const own = await listTemplates(ctx.db, workspace.id);
  const ours = own.map((template) => ({ ...template, source: 'ours' as const }));
  try {
    const { macros, isCut } = await readMacros(request);
    return { request, templates: [...ours, ...macros], isCut };
  } catch (error) {
    ctx.log.warn({ workspaceId: workspace.id, err: error }, 'the macros cannot be listed');
    const told = request.flash ? request : withProblem(request, { kind: 'macros-unread' });
    return { request: told, templates: ours, isCut: false };
  }
}

export function sendersScreen(request: PanelRequest, page: number): SendersScreen {
  const query = request.input.query ?? '';
  const all = sendersFor(request.workspace, draftOf(request).to);
  // To spell a number costs far more than to compare one, and a workspace may have thousands.
  const found = all.filter(({ address, label }) => matches(query, address, label ?? '') || hasDigits(address, query));
  const senders = found.length > 0 ? found : all.filter(({ address }) => matches(query, spelled(address)));
  return { screen: 'senders', ...frameOf(request), query, ...cut(senders, page, 'senders') };
}

export async function useSender(request: PanelRequest, address: string): Promise<PanelState> {
  if (!request.workspace.senders.includes(address))
    return sendersScreen(withProblem(request, { kind: 'sender-gone' }), 1);
  return writeScreen(withDraft(request, { sender: address }));
}

export async function useNumber(request: PanelRequest, address: string): Promise<PanelState> {
  const chosen = parseAddress(address);
  if (!chosen.answerable)
    return numberScreen(withProblem(request, { kind: 'refused', by: { kind: 'not-answerable', address, sender: '' } }));
  return writeScreen(withDraft(request, { to: chosen.value }));
}

export async function useTypedNumber(request: PanelRequest): Promise<PanelState> {
  const country = countryAt(request.workspace, draftOf(request).sender);
  const read = readTypedNumber(request.input.number ?? '', country, request.workspace.settings.costlyNumbers);
  if ('problem' in read) return numberScreen(withProblem(request, { kind: 'typed-number', why: read.problem }));
  return useNumber(request, read.address);
}

/** A number's digits as people type them: with signs between, and in its own country with a 0 in front. */
function hasDigits(address: string, query: string): boolean {
  if (!/^[\d\s()+./-]+$/.test(query)) return false;
  const digits = query.replace(/\D/g, '').replace(/^0+/, '');
  return digits !== '' && address.includes(digits);
}

/** A number as the panel shows it. */
function spelled(address: string): string {
  const { phone } = parseAddress(address);
  return phone === null ? address : readableNumber(phone);
}

function matches(query: string, ...words: string[]): boolean {
  const wanted = query.trim().toLocaleLowerCase();
  return words.some((word) => word.toLocaleLowerCase().includes(wanted));
}

function cut<Item, Name extends string>(items: readonly Item[], wanted: number, name: Name) {
  const pages = Math.max(1, Math.ceil(items.length / PAGE));
  const page = Math.min(Math.max(1, wanted), pages);
  const shown = { [name]: items.slice((page - 1) * PAGE, page * PAGE) } as Record<Name, Item[]>;
  return { ...shown, page, pages };
}

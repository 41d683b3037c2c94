// Reads the section of the numbers and Messaging Services: those that Twilio lists, those that were chosen, and where their texts go.
import type { NumberOrService } from '../../domain/numbers/number-or-service.ts';
import { type ShownRegistration, schemeOf } from '../../domain/numbers/registration.ts';
import type { ListedNumber, ListedService, NumbersSection, WebhookState } from '../../domain/settings-page.ts';
import type { Sender } from '../../domain/workspace.ts';
import { unregisteredCodes } from '../../twilio/errors.ts';
import type { OwnedNumber, OwnedService } from '../../twilio/owned.ts';
import {
  deferredRoute,
  isNumberOurs,
  isServiceOurs,
  type OurWebhooks,
  ourWebhooks,
  routeOf,
  serviceRoute,
  type TextRoute,
} from '../../twilio/text-routes.ts';
import { wasWithoutWebhook } from '../../twilio/webhook-before.ts';
import { textUrls } from '../../twilio/webhook-urls.ts';
import type { TwilioSeen } from '../account/look-at-twilio.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import type { Registrations } from './read-registrations.ts';
import { servicesByNumber } from './service-numbers.ts';

/** The part of a long list that is asked for. */
export interface Listing {
  find: string;
  from: number;
}

/** Each one that is listed has fields of its own. */
const SHOWN = 100;

export function readNumbers(
  ctx: Context,
  workspace: OpenWorkspace,
  { numbers, trouble, services }: TwilioSeen,
  given: { teams: NumbersSection['teams']; listing: Listing; registrations: Registrations },
): NumbersSection {
  const { teams, listing, registrations } = given;
  const ours = ourWebhooks(ctx, workspace);
  const pools = servicesByNumber(services.value ?? []);
  const own = new Map(workspace.senderDetails.map((sender) => [sender.address, sender]));
  const { main, fallback } = textUrls(ctx.publicUrl, workspace.id);
  const all = {
    listed: (numbers ?? []).map((number) =>
      listedNumber(workspace, number, {
        own: own.get(number.address),
        service: pools.get(number.sid),
        ours,
        registration: shownRegistration(number.address, registrations),
      }),
    ),
    services: (services.value ?? []).map((service) => listedService(workspace, service, numbers ?? [], ours)),
  };
  return {
    ...partOf(all, listing),
    teams,
    kept: numbers === null ? chosenOf(workspace) : [],
    problem: trouble,
    servicesProblem: trouble === null ? services.trouble : null,
    messagesUrl: main,
    fallbackUrl: fallback,
  };
}

/** In a list that is too long for one page, those in use come first. */
function partOf(
  { listed, services }: Pick<NumbersSection, 'listed' | 'services'>,
  { find, from }: Listing,
): Pick<NumbersSection, 'listed' | 'services' | 'list'> {
  const total = Math.max(listed.length, services.length);
  if (total <= SHOWN) return { listed, services, list: null };
  const [words, digits] = [find.toLowerCase(), find.replaceAll(/\D/g, '')];
  const has = (text: string | null) =>
    text !== null && (text.toLowerCase().includes(words) || (digits.length > 1 && text.includes(digits)));
  const numbers = inUseFirst(
    listed.filter(({ address, label, serviceName }) => find === '' || [address, label, serviceName].some(has)),
  );
  const pools = inUseFirst(
    services.filter(({ name, label, addresses }) => find === '' || [name, label, ...(addresses ?? [])].some(has)),
  );
  const found = Math.max(numbers.length, pools.length);
  const start = Math.min(from, Math.max(0, found - 1));
  return {
    listed: numbers.slice(start, start + SHOWN),
    services: pools.slice(start, start + SHOWN),
    list: { find, from: start, size: SHOWN, found, total, ...countsOf([...listed, ...services]) },
  };
}

function countsOf(all: readonly { isChosen: boolean; webhook: WebhookState }[]): { chosen: number; silent: number } {
  const chosen = all.filter(({ isChosen }) => isChosen);
  return { chosen: chosen.length, silent: chosen.filter(({ webhook }) => webhook !== 'ours').length };
}

function inUseFirst<One extends { isChosen: boolean }>(list: readonly One[]): One[] {
  return [...list.filter(({ isChosen }) => isChosen), ...list.filter(({ isChosen }) => !isChosen)];
}

function listedNumber(
  workspace: OpenWorkspace,
  number: OwnedNumber,
  given: {
    own: Sender | undefined;
    service: OwnedService | undefined;
    ours: OurWebhooks;
    registration: ShownRegistration;
  },
): ListedNumber {
  const { own, service, ours, registration } = given;
  const sender = own?.isChosen ? own : undefined;
  const route = routeOf(number, service, ours);
  return {
    sid: number.sid,
    address: number.address,
    label: sender?.label ?? '',
    isChosen: sender !== undefined,
    teamId: sender?.teamId ?? null,
    country: sender?.defaultCountry ?? null,
    canText: number.canText,
    sendsMedia: number.sendsMedia,
    registration,
    webhook: route.decidedBy === 'service' && route.goes !== 'here' ? 'service' : webhookOf(route),
    // A webhook that somebody has set since is theirs.
    canUndo: sender?.webhookBefore != null && isNumberOurs(number.webhook, workspace.id),
    wasSilent: sender?.webhookBefore != null && wasWithoutWebhook(sender.webhookBefore),
    serviceName: service?.name ?? null,
    usedBy: own && !own.isChosen ? (service?.name ?? null) : null,
  };
}

function shownRegistration(address: string, registrations: Registrations): ShownRegistration {
  const scheme = schemeOf(address);
  if (scheme === null) return { kind: 'not-needed' };
  const told = registrations.get(address);
  return told === undefined ? { kind: 'asking' } : { kind: 'told', ...told, code: unregisteredCodes[scheme] };
}

function listedService(
  workspace: OpenWorkspace,
  service: OwnedService,
  numbers: readonly OwnedNumber[],
  ours: OurWebhooks,
): ListedService {
  const { sid, name, webhook } = service;
  const own = workspace.services.find((one) => one.sid === sid);
  return {
    sid,
    name,
    label: own?.label ?? '',
    isChosen: own !== undefined,
    teamId: own?.teamId ?? null,
    country: own?.defaultCountry ?? null,
    addresses: service.isRead ? service.numbers.map(({ address }) => address) : null,
    webhook: isAnswered(service, numbers, ours) ? 'ours' : webhookOf(serviceRoute(webhook, ours)),
    canUndo: own?.webhookBefore != null && isServiceOurs(webhook, workspace.id),
    wasSilent: own?.webhookBefore != null && wasWithoutWebhook(own.webhookBefore),
  };
}

/** True where every text to its numbers comes here, whoever decides that. */
function isAnswered(service: OwnedService, numbers: readonly OwnedNumber[], ours: OurWebhooks): boolean {
  if (!service.isRead) return false;
  if (!service.webhook.useNumbers) return serviceRoute(service.webhook, ours).goes === 'here';
  return deferredRoute(service, numbers, ours).goes === 'here';
}

function webhookOf({ decidedBy, goes }: TextRoute): WebhookState {
  if (goes === 'here') return 'ours';
  if (decidedBy === 'app') return 'app';
  return goes === 'nowhere' ? 'none' : 'elsewhere';
}

/** True where every text to a chosen number or service comes here. */
export function allComeHere(ctx: Context, workspace: OpenWorkspace, { numbers, services }: TwilioSeen): boolean {
  if (numbers === null) return false;
  const ours = ourWebhooks(ctx, workspace);
  const pools = servicesByNumber(services.value ?? []);
  const chosen = workspace.senderDetails.filter(({ isChosen }) => isChosen);
  const byAddress = new Map(numbers.map((number) => [number.address, number]));
  return (
    chosen.every(({ address }) => {
      const number = byAddress.get(address);
      return number !== undefined && routeOf(number, pools.get(number.sid), ours).goes === 'here';
    }) &&
    workspace.services.every(({ sid }) => {
      const service = services.value?.find((one) => one.sid === sid);
      return service !== undefined && isAnswered(service, numbers, ours);
    })
  );
}

export function chosenOf({ senderDetails, services }: OpenWorkspace): NumberOrService[] {
  const numbers = senderDetails.filter(({ isChosen }) => isChosen).map(({ address }) => ({ number: address }));
  return [...numbers, ...services.map(({ name }) => ({ service: name }))];
}

// Finds whether each chosen Messaging Service still has its numbers, and where it takes their texts.
import type { Effect, Finding } from '../../domain/doctor/finding.ts';
import type { Detour, Moved, Subject } from '../../domain/doctor/found/text-routes.ts';
import type { OwnedNumber, OwnedService } from '../../twilio/owned.ts';
import { servicePage } from '../../twilio/pages.ts';
import { deferredRoute, type OurWebhooks, serviceRoute, type TextRoute } from '../../twilio/text-routes.ts';
import type { OpenWorkspace } from '../context.ts';
import { type PoolChange, poolChanges } from '../numbers/service-numbers.ts';
import { arrivalFinding } from './find-arrival.ts';
import { goTo, linkTo } from './fixes.ts';

/** `fix`: sets the webhooks. */
interface Means {
  ours: OurWebhooks;
  fix: Finding['fix'];
}

/** `senders`: the numbers of the service, as we know them. */
type OfService = Means & { senders: readonly string[] };

export function serviceFindings(
  workspace: OpenWorkspace,
  { numbers, services }: { numbers: readonly OwnedNumber[]; services: readonly OwnedService[] },
  means: Means,
): Finding[] {
  const changes = poolChanges(workspace, { numbers, services });
  return workspace.services.flatMap(({ sid, name }): Finding[] => {
    const service = services.find((one) => one.sid === sid);
    const senders = workspace.senderDetails
      .filter(({ serviceSid }) => serviceSid === sid)
      .map(({ address }) => address);
    if (!service) return [goneFinding(name, senders)];
    if (service.numbers.length === 0) return [emptyFinding(service, senders)];
    const own = changes.filter(({ serviceSid }) => serviceSid === sid);
    return [routeFinding(service, numbers, { ...means, senders }), ...movedFindings(workspace, service, own, means)];
  });
}

function goneFinding(name: string, senders: readonly string[]): Finding {
  return {
    severity: 'broken',
    stops: ['sending'],
    senders,
    found: { check: 'text-route', kind: 'gone', of: { kind: 'service', name } },
    fix: goTo('numbers', 'choose-numbers'),
  };
}

function emptyFinding({ sid, name }: OwnedService, senders: readonly string[]): Finding {
  return {
    severity: 'broken',
    stops: ['sending', 'receiving'],
    senders,
    found: { check: 'text-route', kind: 'without-number', of: { kind: 'service', name } },
    fix: linkTo({ kind: 'add-number-at-twilio' }, servicePage(sid)),
  };
}

function routeFinding(service: OwnedService, numbers: readonly OwnedNumber[], means: OfService): Finding {
  const { ours, fix, senders } = means;
  if (service.webhook.useNumbers) return deferredFinding(service, numbers, means);
  const of: Subject = { kind: 'service', name: service.name };
  const route = serviceRoute(service.webhook, ours);
  if (route.goes === 'here') return arrivalFinding(of, route, fix);
  return {
    severity: 'broken',
    stops: ['receiving'],
    senders,
    found: { check: 'text-route', kind: 'detour', of, why: detourOf(route) },
    fix,
  };
}

function detourOf({ goes, isByGet }: TextRoute): Detour {
  if (isByGet) return { kind: 'own-by-get' };
  return { kind: goes === 'nowhere' ? 'own-without-url' : 'own-elsewhere' };
}

/** The service leaves its texts to the webhook of each number (`use_inbound_webhook_on_number`). */
function deferredFinding(service: OwnedService, numbers: readonly OwnedNumber[], means: OfService): Finding {
  const { ours, fix, senders } = means;
  const of: Subject = { kind: 'service', name: service.name };
  const { goes, astray, isSteady } = deferredRoute(service, numbers, ours);
  if (goes === 'here') return arrivalFinding(of, { isSteady }, fix);
  const [first] = astray;
  return {
    severity: 'broken',
    stops: ['receiving'],
    senders: first === undefined ? senders : astray.map(({ address }) => address),
    found: {
      check: 'text-route',
      kind: 'part-astray',
      of,
      astray: first === undefined ? null : { address: first.address, more: astray.length - 1 },
    },
    fix,
  };
}

/** Somebody has changed the service in Twilio since it was chosen here. */
function movedFindings(
  { senders }: OpenWorkspace,
  { name: service }: OwnedService,
  changes: readonly PoolChange[],
  { fix }: Means,
): Finding[] {
  const finding = (
    numbers: readonly string[],
    kind: 'came-unchosen' | 'came-chosen' | 'left',
    stops: Effect['stops'],
  ): Finding[] => {
    const [address, ...rest] = numbers;
    if (address === undefined) return [];
    const of: Moved = { kind: 'moved', address, more: rest.length, service };
    const step = { kind: kind === 'left' ? 'take-out-of-service' : 'add-to-service' } as const;
    return [
      {
        severity: 'warning',
        stops,
        senders: numbers,
        found: { check: 'text-route', kind, of },
        fix: fix?.kind === 'button' ? { ...fix, step } : fix,
      },
    ];
  };
  const came = changes.filter(({ kind }) => kind === 'came').map(({ address }) => address);
  const left = changes.filter(({ kind }) => kind === 'left').map(({ address }) => address);
  const isOurs = (address: string) => senders.includes(address);
  return [
    ...finding(
      came.filter((address) => !isOurs(address)),
      'came-unchosen',
      [],
    ),
    ...finding(came.filter(isOurs), 'came-chosen', []),
    // Twilio refuses a text by a service that does not have its number.
    ...finding(left, 'left', ['sending']),
  ];
}

// Finds where Twilio takes the texts to each number and Messaging Service, and what stands in the way.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { Detour, Subject } from '../../domain/doctor/found/text-routes.ts';
import type { NotAsked } from '../../domain/vendor-trouble.ts';
import type { MessagingService } from '../../domain/workspace.ts';
import type { OwnedNumber, OwnedService } from '../../twilio/owned.ts';
import { ourWebhooks, routeOf, type TextRoute } from '../../twilio/text-routes.ts';
import type { TwilioSeen } from '../account/look-at-twilio.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { servicesByNumber } from '../numbers/service-numbers.ts';
import { arrivalFinding } from './find-arrival.ts';
import { serviceFindings } from './find-service-routes.ts';
import { goTo, linkTo, setWebhooks } from './fixes.ts';
import { gatherAlike } from './gather-alike.ts';

export function textFindings(ctx: Context, workspace: OpenWorkspace, { numbers, services }: TwilioSeen): Finding[] {
  if (numbers === null) return [];
  const ours = ourWebhooks(ctx, workspace);
  const pools = servicesByNumber(services.value ?? []);
  const isChosen = (service: OwnedService | undefined) =>
    service !== undefined && workspace.services.some(({ sid }) => sid === service.sid);
  const fix = setWebhooks(workspace);
  const byAddress = new Map(numbers.map((number) => [number.address, number]));
  const ofNumbers = workspace.senderDetails
    .filter((sender) => sender.isChosen)
    .flatMap(({ address }): Finding[] => {
      const number = byAddress.get(address);
      if (!number) return [lostFinding(address, 'gone')];
      const service = pools.get(number.sid);
      // A finding about the service covers its numbers.
      if (isChosen(service)) return [];
      return [numberFinding(number, routeOf(number, service, ours), { service, fix })];
    });
  const ofServices =
    services.value === null
      ? [hiddenServicesFinding(workspace.services, services.trouble)]
      : serviceFindings(workspace, { numbers, services: services.value }, { ours, fix });
  const known = new Set(workspace.senders);
  const unchosen = numbers.filter(
    (number) =>
      number.canText && !known.has(number.address) && routeOf(number, pools.get(number.sid), ours).goes === 'here',
  );
  return gatherAlike([...ofNumbers, ...ofServices, ...unchosen.map(unchosenFinding)]);
}

function lostFinding(address: string, kind: 'gone' | 'mute'): Finding {
  return {
    severity: 'broken',
    stops: ['sending', 'receiving'],
    senders: [address],
    found: { check: 'text-route', kind, of: { kind: 'number', address } },
    fix: goTo('numbers', 'choose-numbers'),
  };
}

function numberFinding(
  { address, canText }: OwnedNumber,
  route: TextRoute,
  { service, fix }: { service: OwnedService | undefined; fix: Finding['fix'] },
): Finding {
  if (!canText) return lostFinding(address, 'mute');
  const of: Subject = { kind: 'number', address };
  if (route.goes === 'here') return arrivalFinding(of, route, fix);
  const deciding = route.decidedBy === 'service' ? service : undefined;
  return {
    severity: 'broken',
    stops: ['receiving'],
    senders: [address],
    found: { check: 'text-route', kind: 'detour', of, why: deciding ? overruled(deciding, route) : detourOf(route) },
    // We change no service that nobody chose.
    fix: deciding ? linkTo({ kind: 'choose-service', name: deciding.name }, '/settings/numbers') : fix,
  };
}

function overruled({ name: service }: OwnedService, { goes }: TextRoute): Detour {
  return { kind: goes === 'nowhere' ? 'service-without-url' : 'service-elsewhere', service };
}

function detourOf({ decidedBy, goes, isByGet }: TextRoute): Detour {
  if (decidedBy === 'app') return { kind: 'app' };
  if (isByGet) return { kind: 'by-get' };
  return { kind: goes === 'nowhere' ? 'no-webhook' : 'elsewhere' };
}

function hiddenServicesFinding(chosen: readonly MessagingService[], why: NotAsked): Finding {
  return {
    severity: chosen.length > 0 ? 'broken' : 'warning',
    stops: [],
    found: { check: 'services', kind: 'hidden', why },
    fix: goTo('twilio', 'check-api-key'),
  };
}

function unchosenFinding({ address }: OwnedNumber): Finding {
  return {
    severity: 'warning',
    stops: [],
    found: { check: 'text-route', kind: 'not-chosen', of: { kind: 'number', address } },
    fix: goTo('numbers', 'choose-numbers'),
  };
}

// The doctor looks at each chosen Messaging Service: whether it still has its numbers, and where it takes their texts.

import type { Effect, Finding } from '../../domain/doctor/finding.ts';
import { nationalForm } from '../../domain/numbers/phone-number.ts';
import type { OwnedNumber, OwnedService } from '../../twilio/owned.ts';
import { servicePage } from '../../twilio/pages.ts';
import { deferredRoute, type Place, serviceRoute, type TextRoute } from '../../twilio/text-routes.ts';
import type { OpenWorkspace } from '../context.ts';
import { type PoolChange, poolChanges } from '../numbers/service-numbers.ts';
import { arrivalFinding } from './arrival-finding.ts';

interface Means {
  place: Place;
  mend: Finding['fix'];
}

/** `senders`: its numbers, as we know them. */
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
    if (!service) return [missing(name, senders)];
    if (service.numbers.length === 0) return [bare(service, senders)];
    const own = changes.filter(({ serviceSid }) => serviceSid === sid);
    return [routeFinding(service, numbers, { ...means, senders }), ...moved(workspace, service, own, means)];
  });
}

function missing(name: string, senders: readonly string[]): Finding {
  return {
    severity: 'broken',
    stops: ['sending'],
    senders,
    title: `The Messaging Service ${name} is no longer in the Twilio account`,
    cause: 'Texts that name it would be refused.',
    fix: { kind: 'link', label: 'Choose your numbers', url: '#numbers' },
  };
}

function bare({ sid, name }: OwnedService, senders: readonly string[]): Finding {
  return {
    severity: 'broken',
    stops: ['sending', 'receiving'],
    senders,
    title: `The Messaging Service ${name} has no phone number`,
    cause: 'Threadwire texts from phone numbers, not from short codes or names.',
    fix: {
      kind: 'link',
      label: 'Add one in Twilio',
      url: servicePage(sid),
    },
  };
}

function routeFinding(
  service: OwnedService,
  numbers: readonly OwnedNumber[],
  { place, mend, senders }: OfService,
): Finding {
  const name = `the Messaging Service ${service.name}`;
  if (service.webhook.useNumbers) return deferred(service, numbers, { place, mend, senders });
  const route = serviceRoute(service.webhook, place);
  if (route.goes === 'here') return arrivalFinding(name, route, mend);
  return {
    severity: 'broken',
    stops: ['receiving'],
    senders,
    title: `Texts to ${name} do not come here`,
    cause: whyNot(route),
    fix: mend,
  };
}

function whyNot({ goes, isByGet }: TextRoute): string {
  if (isByGet) return 'Its inbound URL leads here by HTTP GET. It has to be HTTP POST.';
  return goes === 'nowhere'
    ? 'It has no inbound URL, so Twilio throws every text to its numbers away.'
    : 'Its inbound URL leads elsewhere, and overrides those of its numbers.';
}

/** The service leaves it to the webhook of each number (`use_inbound_webhook_on_number`). */
function deferred(
  service: OwnedService,
  numbers: readonly OwnedNumber[],
  { place, mend, senders }: OfService,
): Finding {
  const name = `the Messaging Service ${service.name}`;
  const { goes, astray, isSteady } = deferredRoute(service, numbers, place);
  if (goes === 'here') return arrivalFinding(name, { isSteady }, mend);
  const [first] = astray;
  const which =
    first === undefined
      ? 'none of them is in this Twilio account'
      : `the one of ${nationalForm(first.address)}${more(astray.length - 1)} does not lead here`;
  return {
    severity: 'broken',
    stops: ['receiving'],
    senders: first === undefined ? senders : astray.map(({ address }) => address),
    title: `Not every text to ${name} comes here`,
    cause: `Each of its numbers has a webhook of its own, and ${which}.`,
    fix: mend,
  };
}

/** What was changed in Twilio after the service was chosen. */
function moved({ senders }: OpenWorkspace, { name }: OwnedService, changes: PoolChange[], { mend }: Means): Finding[] {
  const numbersWhere = (isMeant: (change: PoolChange) => boolean) =>
    changes.filter(isMeant).map(({ address }) => address);
  const finding = (
    numbers: string[],
    verb: string,
    told: Pick<Finding, 'cause'> & Effect,
    label: string,
  ): Finding[] => {
    const [first, ...rest] = numbers;
    if (first === undefined) return [];
    return [
      {
        severity: 'warning',
        ...told,
        senders: numbers,
        title: `${nationalForm(first)}${more(rest.length)} ${verb} the Messaging Service ${name}`,
        fix: mend?.kind === 'button' ? { ...mend, label } : mend,
      },
    ];
  };
  const isOurs = (address: string) => senders.includes(address);
  return [
    ...finding(
      numbersWhere(({ kind, address }) => kind === 'came' && !isOurs(address)),
      'came into',
      {
        stops: [],
        cause: 'Customers who text it are answered from it, but not through the service, and agents cannot choose it.',
      },
      'Add it here too',
    ),
    ...finding(
      numbersWhere(({ kind, address }) => kind === 'came' && isOurs(address)),
      'came into',
      { stops: [], cause: 'Texts from it do not go out by the service yet.' },
      'Add it here too',
    ),
    ...finding(
      numbersWhere(({ kind }) => kind === 'left'),
      'left',
      // Twilio refuses a text by a service that does not have the number it is to come from.
      { stops: ['sending'], cause: 'Texts from it still go out by the service, which no longer has it.' },
      'Take it out here too',
    ),
  ];
}

function more(count: number): string {
  return count === 0 ? '' : ` and ${count} more`;
}

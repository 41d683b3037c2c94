// The doctor looks where Twilio takes the texts of each number and Messaging Service, and what stands in the way.

import type { Finding } from '../../domain/doctor/finding.ts';
import { nationalForm } from '../../domain/numbers/phone-number.ts';
import type { MessagingService, Sender } from '../../domain/workspace.ts';
import type { OwnedNumber, OwnedService } from '../../twilio/owned.ts';
import { placeOf, routeOf, type TextRoute } from '../../twilio/text-routes.ts';
import type { TwilioSeen } from '../account/look-at-twilio.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { notAskedWords } from '../credentials/trouble-words.ts';
import { servicesByNumber } from '../numbers/service-numbers.ts';
import { arrivalFinding } from './arrival-finding.ts';
import { serviceFindings } from './find-service-routes.ts';
import { gather } from './gather.ts';

export function textFindings(ctx: Context, workspace: OpenWorkspace, { numbers, services }: TwilioSeen): Finding[] {
  if (numbers === null) return [];
  const place = placeOf(ctx, workspace);
  const pools = servicesByNumber(services.value ?? []);
  const isChosen = (service: OwnedService | undefined) =>
    service !== undefined && workspace.services.some(({ sid }) => sid === service.sid);
  const mend = mendFor(workspace);
  const byAddress = new Map(numbers.map((number) => [number.address, number]));
  const ofNumbers = workspace.senderDetails
    .filter((sender) => sender.isChosen)
    .flatMap((sender): Finding[] => {
      const number = byAddress.get(sender.address);
      if (!number) return [missingNumber(sender)];
      const service = pools.get(number.sid);
      // Told with its service.
      if (isChosen(service)) return [];
      return [numberFinding(number, routeOf(number, service, place), { service, mend })];
    });
  const ofServices =
    services.value === null
      ? hiddenServices(workspace.services, notAskedWords(services.problem))
      : serviceFindings(workspace, { numbers, services: services.value }, { place, mend });
  const known = new Set(workspace.senders);
  const strays = numbers.filter(
    (number) =>
      number.canText && !known.has(number.address) && routeOf(number, pools.get(number.sid), place).goes === 'here',
  );
  return gather([...ofNumbers, ...ofServices, ...strays.map(strayFinding)]);
}

/** What a click mends; where the environment names the numbers, only by hand. */
export function mendFor({ source }: OpenWorkspace): Finding['fix'] {
  return source === 'environment'
    ? { kind: 'link', label: 'See the URLs to set', url: '#numbers' }
    : { kind: 'button', label: 'Set the webhooks for me', action: 'set-webhooks' };
}

function missingNumber({ address }: Sender): Finding {
  return {
    severity: 'broken',
    stops: ['sending', 'receiving'],
    senders: [address],
    title: `${nationalForm(address)} is no longer in the Twilio account`,
    cause: 'Texts from it would be refused.',
    fix: { kind: 'link', label: 'Choose your numbers', url: '#numbers' },
  };
}

function numberFinding(
  number: OwnedNumber,
  route: TextRoute,
  { service, mend }: { service: OwnedService | undefined; mend: Finding['fix'] },
): Finding {
  const name = nationalForm(number.address);
  const senders = [number.address];
  if (!number.canText)
    return {
      severity: 'broken',
      stops: ['sending', 'receiving'],
      senders,
      title: `${name} can no longer text`,
      cause: 'Twilio says that this number has no SMS.',
      fix: { kind: 'link', label: 'Choose your numbers', url: '#numbers' },
    };
  if (route.goes === 'here') return arrivalFinding(name, route, mend);
  const isOfService = service !== undefined && route.decidedBy === 'service';
  return {
    severity: 'broken',
    stops: ['receiving'],
    senders,
    title: `Texts to ${name} do not come here`,
    cause: isOfService ? overruled(service, route) : whyElsewhere(route),
    // We change no service that nobody chose.
    fix: isOfService ? { kind: 'link', label: `Choose ${service.name} too`, url: '#numbers' } : mend,
  };
}

function overruled({ name }: OwnedService, { goes }: TextRoute): string {
  return goes === 'nowhere'
    ? `It is in the Messaging Service ${name}, which has no inbound URL: Twilio throws its texts away.`
    : `It is in the Messaging Service ${name}, whose inbound URL leads elsewhere and overrides the number's own.`;
}

function whyElsewhere({ decidedBy, goes, isByGet }: TextRoute): string {
  if (decidedBy === 'app') return 'A TwiML app is set at this number, which overrides its webhook.';
  if (isByGet) return 'Its webhook leads here by HTTP GET. It has to be HTTP POST.';
  return goes === 'nowhere'
    ? 'No webhook is set at this number, so Twilio drops its texts.'
    : 'Twilio sends them to another address.';
}

function hiddenServices(chosen: readonly MessagingService[], problem: string): Finding[] {
  return [
    {
      severity: chosen.length > 0 ? 'broken' : 'warning',
      stops: [],
      title: 'Twilio does not show its Messaging Services',
      cause: `${problem}. A number that is in one may have its texts taken elsewhere. A restricted API key needs the right to read Messaging Services.`,
      fix: { kind: 'link', label: 'Check the API key', url: '#twilio' },
    },
  ];
}

function strayFinding({ address }: OwnedNumber): Finding {
  return {
    severity: 'warning',
    stops: [],
    title: `Texts to ${nationalForm(address)} come here, but you did not choose it`,
    cause: 'They are answered from it all the same. Choose it, so that you can give it a label and a team.',
    fix: { kind: 'link', label: 'Choose your numbers', url: '#numbers' },
  };
}

// The doctor looks at each chosen Messaging Service: whether it still has its numbers, and where it takes their texts.
import { nationalForm } from '../../domain/phone-number.ts';
import type { Finding } from '../../domain/settings-page.ts';
import type { OwnedNumber, OwnedService } from '../../twilio/owned.ts';
import type { OpenWorkspace } from '../context.ts';
import { arrivalFinding } from './arrival-finding.ts';
import { type Place, routeOf, serviceRoute, type TextRoute } from './text-routes.ts';

interface Means {
  place: Place;
  mend: Finding['fix'];
}

export function serviceFindings(
  workspace: OpenWorkspace,
  { numbers, services }: { numbers: readonly OwnedNumber[]; services: readonly OwnedService[] },
  means: Means,
): Finding[] {
  return workspace.services.flatMap(({ sid, name }): Finding[] => {
    const service = services.find((one) => one.sid === sid);
    if (!service) return [missing(name)];
    if (service.numbers.length === 0) return [bare(service)];
    return [routeFinding(service, numbers, means), ...strangers(workspace, service, means)];
  });
}

function missing(name: string): Finding {
  return {
    severity: 'broken',
    title: `The Messaging Service ${name} is no longer in the Twilio account`,
    cause: 'Texts that name it would be refused.',
    fix: { kind: 'link', label: 'Choose your numbers', url: '#numbers' },
  };
}

function bare({ sid, name }: OwnedService): Finding {
  return {
    severity: 'broken',
    title: `The Messaging Service ${name} has no phone number`,
    cause: 'Nothing can be texted from it.',
    fix: {
      kind: 'link',
      label: 'Add one in Twilio',
      url: `https://console.twilio.com/us1/develop/sms/services/${sid}`,
    },
  };
}

function routeFinding(service: OwnedService, numbers: readonly OwnedNumber[], { place, mend }: Means): Finding {
  const name = `the Messaging Service ${service.name}`;
  if (service.webhook.useNumbers) return deferred(service, numbers, { place, mend });
  const route = serviceRoute(service.webhook, place);
  if (route.goes === 'here') return arrivalFinding(name, route, mend);
  return { severity: 'broken', title: `Texts to ${name} do not come here`, cause: whyNot(route), fix: mend };
}

function whyNot({ goes, isByGet }: TextRoute): string {
  if (isByGet) return 'Its inbound URL leads here by HTTP GET. It has to be HTTP POST.';
  return goes === 'nowhere'
    ? 'It has no inbound URL, so Twilio throws every text to its numbers away.'
    : 'Its inbound URL leads elsewhere, and overrides those of its numbers.';
}

/** The service leaves it to the webhook of each number (`use_inbound_webhook_on_number`). */
function deferred(service: OwnedService, numbers: readonly OwnedNumber[], { place, mend }: Means): Finding {
  const name = `the Messaging Service ${service.name}`;
  const own = numbers.filter(({ sid }) => service.numbers.some((one) => one.sid === sid));
  const astray = own.filter((number) => routeOf(number, service, place).goes !== 'here');
  const shaky = own.find((number) => !routeOf(number, service, place).isSteady);
  const [first] = astray;
  if (first === undefined)
    return arrivalFinding(
      name,
      { decidedBy: 'number', goes: 'here', isByGet: false, isSteady: shaky === undefined },
      mend,
    );
  const rest = astray.length === 1 ? '' : ` and ${astray.length - 1} more`;
  return {
    severity: 'broken',
    title: `Not every text to ${name} comes here`,
    cause: `It leaves it to each number's own webhook, and the one of ${nationalForm(first.address)}${rest} does not lead here.`,
    fix: mend,
  };
}

/** What was added in Twilio after the service was chosen. */
function strangers({ senders }: OpenWorkspace, service: OwnedService, { mend }: Means): Finding[] {
  const [first, ...rest] = service.numbers.filter(({ address }) => !senders.includes(address));
  if (!first) return [];
  return [
    {
      severity: 'warning',
      title: `${nationalForm(first.address)}${rest.length === 0 ? '' : ` and ${rest.length} more`} came into the Messaging Service ${service.name}`,
      cause: 'Texts to it are answered from it, but without the service, and it is not offered to text from.',
      fix: mend?.kind === 'button' ? { ...mend, label: 'Take it in' } : mend,
    },
  ];
}

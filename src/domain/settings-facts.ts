// What stands in each form of the settings, in words: a form carries them, so that a save knows what changed since.
import { nationalForm } from './numbers/phone-number.ts';
import { type Facts, sectionFacts } from './settings/facts.ts';
import { sectionIds } from './settings/sections.ts';
import { choicesOf } from './settings/settings.ts';
import type { Member } from './settings-page.ts';
import type { Sender, Workspace } from './workspace.ts';

export interface FactSource {
  workspace: Workspace;
  secretEnds: {
    authToken: string | null;
    nextAuthToken: string | null;
    apiSecret: string | null;
    sharedKeys: readonly { id: string; end: string | null }[];
  };
  templates: readonly { id: string; name: string; body: string }[];
  members: readonly Pick<Member, 'adminId' | 'name' | 'role'>[];
}

/** By form: a section's id, and where a section has a form for each of several things, that and the thing's id. */
export function factsOf(source: FactSource): Record<string, Facts> {
  const { workspace, templates, members } = source;
  const choices = choicesOf(workspace);
  const sections = sectionIds.map((id) => [id, sectionFacts(id, choices)] as const);
  return {
    ...Object.fromEntries(sections.filter(([, facts]) => facts.length > 0)),
    twilio: twilioFacts(source),
    keys: source.secretEnds.sharedKeys.map(({ id, end }) => [
      `Signing key ${id}`,
      end === null ? 'set' : `set, ends in ${end}`,
    ]),
    numbers: numberFacts(workspace),
    ...Object.fromEntries(
      templates.map(({ id, name, body }) => [
        `templates/${id}`,
        [
          ['Name', name],
          ['Text', body],
        ],
      ]),
    ),
    ...Object.fromEntries(
      members.map(({ adminId, name, role }) => [`members/${adminId}`, [[`Role of ${name}`, role]]]),
    ),
  };
}

/** Those that were chosen themselves: what is in a chosen Messaging Service is up to Twilio. */
function numberFacts({ senderDetails, services }: Workspace): Facts {
  const chosen = senderDetails.filter(({ isChosen }) => isChosen);
  const words = ({ label, teamId, defaultCountry }: Pick<Sender, 'label' | 'teamId' | 'defaultCountry'>) =>
    [
      'used',
      ...(label ? [`called ${label}`] : []),
      ...(defaultCountry ? [`numbers from ${defaultCountry}`] : []),
      ...(teamId ? [`assigned to team ${teamId}`] : []),
    ].join(', ');
  return [
    ...chosen.map((sender) => [numberLabel(sender), words(sender)] as const),
    ...services.map((service) => [serviceLabel(service), words(service)] as const),
  ];
}

export function numberLabel({ address }: Pick<Sender, 'address'>): string {
  return nationalForm(address);
}

export function serviceLabel({ name }: { name: string }): string {
  return `Messaging Service ${name}`;
}

function twilioFacts({ workspace, secretEnds }: FactSource): Facts {
  const secret = (end: string | null) => (end === null ? 'not set' : `set, ends in ${end}`);
  return [
    ['Account SID', workspace.twilioAccountSid ?? 'not set'],
    ['Region', workspace.twilioRegion],
    ['Auth Token', secret(secretEnds.authToken)],
    ['Next Auth Token', secret(secretEnds.nextAuthToken)],
    ['API key SID', workspace.twilioApiKey ?? 'not set'],
    ['API key secret', secret(secretEnds.apiSecret)],
  ];
}

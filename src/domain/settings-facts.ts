// The facts of every form of the settings.
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

/** The facts by form: a section's id, and for templates and members the section with the id of one. */
export function factsOf(source: FactSource): Record<string, Facts> {
  const { workspace, templates, members } = source;
  return {
    ...choiceFacts(workspace),
    ...accountFacts(source),
    numbers: numberFacts(workspace),
    ...templateFacts(templates),
    ...memberFacts(members),
  };
}

/** The facts of the sections that choices make up. */
export function choiceFacts(workspace: Workspace): Record<string, Facts> {
  const choices = choicesOf(workspace);
  const sections = sectionIds.map((id) => [id, sectionFacts(id, choices)] as const);
  return Object.fromEntries(sections.filter(([, facts]) => facts.length > 0));
}

export function accountFacts(source: Pick<FactSource, 'workspace' | 'secretEnds'>): Record<string, Facts> {
  return {
    twilio: twilioFacts(source),
    keys: source.secretEnds.sharedKeys.map(({ id, end }) => [`signing-key/${id}`, end ?? '']),
  };
}

export function templateFacts(templates: FactSource['templates']): Record<string, Facts> {
  return Object.fromEntries(
    templates.map(({ id, name, body }) => [
      `templates/${id}`,
      [
        ['template-name', name],
        ['template-text', body],
      ],
    ]),
  );
}

export function memberFacts(members: FactSource['members']): Record<string, Facts> {
  return Object.fromEntries(members.map(({ adminId, name, role }) => [`members/${adminId}`, [[`role/${name}`, role]]]));
}

/** The choices that an admin makes for a number or a Messaging Service. */
export type SenderFact = Pick<Sender, 'label' | 'teamId' | 'defaultCountry'>;

/** Numbers that were chosen themselves: Twilio decides which are in a chosen Messaging Service. */
export function numberFacts({ senderDetails, services }: Workspace): Facts {
  const chosen = senderDetails.filter(({ isChosen }) => isChosen);
  const value = ({ label, teamId, defaultCountry }: SenderFact) => JSON.stringify({ label, teamId, defaultCountry });
  return [
    ...chosen.map((sender) => [numberFact(sender), value(sender)] as const),
    ...services.map((service) => [serviceFact(service), value(service)] as const),
  ];
}

/** The name of the fact about a number. */
export function numberFact({ address }: Pick<Sender, 'address'>): string {
  return `number/${address}`;
}

/** The name of the fact about a Messaging Service. */
export function serviceFact({ name }: { name: string }): string {
  return `service/${name}`;
}

function twilioFacts({ workspace, secretEnds }: Pick<FactSource, 'workspace' | 'secretEnds'>): Facts {
  return [
    ['account-sid', workspace.twilioAccountSid ?? ''],
    ['region', workspace.twilioRegion],
    ['auth-token', secretEnds.authToken ?? ''],
    ['next-auth-token', secretEnds.nextAuthToken ?? ''],
    ['api-key-sid', workspace.twilioApiKey ?? ''],
    ['api-key-secret', secretEnds.apiSecret ?? ''],
  ];
}

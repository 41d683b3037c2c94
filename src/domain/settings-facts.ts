// What stands in each form of the settings, in words: a form carries them, so that a save knows what changed since.
import { nationalForm } from './phone-number.ts';
import { type FactChange, type Facts, type Member, type SectionId, sectionIds } from './settings-page.ts';
import type { PriceTable } from './text-check.ts';
import type { Sender, Settings, Workspace } from './workspace.ts';

export interface FactSource {
  workspace: Workspace;
  secretEnds: { authToken: string | null; nextAuthToken: string | null; apiSecret: string | null };
  templates: readonly { id: string; name: string; body: string }[];
  members: readonly Pick<Member, 'adminId' | 'name' | 'role'>[];
}

type Described = { [Name in keyof Settings]: Fact<Settings[Name]> | null };
type Fact<Value> = readonly [section: SectionId, label: string, words: (value: Value) => string];

/** A switch needs none: whoever uses it says what they want of it. */
const described: Described = {
  reopenDays: ['threading', 'A text reopens a closed conversation for', (days) => counted(days, 'day')],
  holdAfterHours: ['threading', 'A reply that could not be sent is held after', (hours) => counted(hours, 'hour')],
  threadPer: [
    'threading',
    'A contact who texts several of your numbers has',
    (per) => (per === 'contact' ? 'one conversation for all numbers' : 'a conversation for each number'),
  ],
  botReplies: [
    'replies',
    'What bots and AI agents say',
    (replies) => (replies === 'always' ? 'is texted' : 'is not texted'),
  ],
  outboundFirst: ['replies', 'A conversation that a teammate starts', (is) => (is ? 'is texted' : 'is not texted')],
  defaultCountry: [
    'inbox',
    'Numbers without a country code are from',
    (country) => country ?? 'the country of your first number',
  ],
  tagName: ['inbox', 'Tag', (name) => name],
  prices: ['prices', 'Prices', (table) => (table === null ? 'none' : priceWords(table))],
  isPaused: null,
};

/** By form: a section's id, and where a section has a form for each of several things, that and the thing's id. */
export function factsOf(source: FactSource): Record<string, Facts> {
  const { workspace, templates, members } = source;
  const names = Object.keys(described) as (keyof Settings)[];
  const ofSettings = names.flatMap((name) => describe(name, workspace.settings));
  const ofSection = (id: SectionId) => ofSettings.flatMap(([section, ...fact]) => (section === id ? [fact] : []));
  const sections = sectionIds.map((id) => [id, ofSection(id)] as const).filter(([, facts]) => facts.length > 0);
  return {
    ...Object.fromEntries(sections),
    inbox: [
      ['Write notes and tags as', workspace.actingAdminId],
      ['Time zone', workspace.timezone],
      ...ofSection('inbox'),
    ],
    twilio: twilioFacts(source),
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
    ...chosen.map((sender) => [nationalForm(sender.address), words(sender)] as const),
    ...services.map((service) => [`Messaging Service ${service.name}`, words(service)] as const),
  ];
}

function describe<Name extends keyof Settings>(
  name: Name,
  settings: Settings,
): (readonly [section: SectionId, label: string, words: string])[] {
  const fact: Fact<Settings[Name]> | null = described[name];
  return fact === null ? [] : [[fact[0], fact[1], fact[2](settings[name])]];
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

/** What differs, in the order in which it stands there. */
export function changesSince(before: Facts, now: Facts): FactChange[] {
  const [then, today] = [new Map(before), new Map(now)];
  return [...new Set([...then.keys(), ...today.keys()])]
    .map((label) => ({ label, before: then.get(label) ?? null, now: today.get(label) ?? null }))
    .filter((change) => change.before !== change.now);
}

/** As a form carries them, with when they were read. */
export function writeFacts(facts: Facts, at: Date): string {
  return JSON.stringify([at.getTime(), ...facts]);
}

/** Null when it is nothing that a form of ours carries. */
export function readFacts(text: string): { facts: Facts; at: Date } | null {
  try {
    const read: unknown = JSON.parse(text);
    if (!Array.isArray(read)) return null;
    const [ms, ...facts] = read;
    const at = new Date(typeof ms === 'number' ? ms : Number.NaN);
    return facts.every(isFact) && !Number.isNaN(at.getTime()) ? { facts, at } : null;
  } catch {
    return null;
  }
}

function isFact(read: unknown): read is readonly [string, string] {
  return Array.isArray(read) && read.length === 2 && read.every((one) => typeof one === 'string');
}

export function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function priceWords({ currency, perSegment }: PriceTable): string {
  const prices = Object.entries(perSegment).map(([country, amount]) => `${country} ${amount}`);
  return `${prices.join(', ')} (${currency})`;
}

// The history of a workspace: one sentence a line, about the person whose name stands before it.
import type { NumberOrService } from '../../domain/numbers/number-or-service.ts';
import { readableNumber } from '../../domain/numbers/phone-number.ts';
import type { ChoicesSaved, FewNames, HistoryEntry, HistoryLine } from '../../domain/settings/history.ts';
import { type SectionId, sectionIds } from '../../domain/settings/sections.ts';
import { type ChoiceName, type Choices, choicesIn } from '../../domain/settings/settings.ts';
import type { ReleaseHow } from '../../domain/texts/spend.ts';
import { scopeVerbs } from '../api.ts';
import { countryInSentence } from '../countries.ts';
import { count, listOf } from '../counts.ts';
import { product } from '../names.ts';
import { say, upperFirst, type Words } from '../say.ts';
import { sectionTitles } from './page/frame.ts';
import { wordsOfRow } from './rows.ts';
import { ruleInHistory } from './rules.ts';

const entries: Words<HistoryEntry> = {
  'account-connected': ({ account }) => `Connected the Twilio account ${account}.`,
  'account-disconnected': 'Disconnected Twilio.',
  'api-key-made': ({ name, scopes }) =>
    `Made the API key ${name}, which may ${listOf(scopes.map((scope) => scopeVerbs[scope]))}.`,
  'api-key-revoked': ({ name }) => `Revoked the API key ${name}.`,
  'choices-saved': tellChoices,
  'connectors-published': 'Published the data connectors in Intercom.',
  'connectors-unpublished': 'Took the data connectors out of Intercom.',
  'credentials-changed': 'Changed the Twilio credentials.',
  'endpoint-made': ({ host }) => `Had ${host} told what happens.`,
  'endpoint-removed': ({ host }) => `Removed the endpoint at ${host}.`,
  'endpoint-replayed': ({ host }) => `Had events sent again to ${host}.`,
  'endpoint-switched-on': ({ host }) => `Switched the endpoint at ${host} on again.`,
  'held-released': ({ country, how, texts }) =>
    `${upperFirst(releases[how])} for texts to ${countryInSentence(country)}: ${count(texts, 'held text')} let go.`,
  installed: `Installed ${product}.`,
  'intercom-reconnected': 'Connected Intercom again.',
  'number-lost': ({ address }) => `Lost ${readableNumber(address)} to another workspace.`,
  'numbers-chosen': ({ names, more }) =>
    names.length === 0 ? 'Chose no number.' : `Chose ${listed({ names, more }, 'the Messaging Service ')}.`,
  'owner-made': ({ member }) => `Made ${member ?? 'a member'} the owner.`,
  'owner-replaced': ({ left }) => `Became the owner: ${left} is no longer in Intercom.`,
  'requests-released': ({ taken, failing }) =>
    `Checked the refused requests again: ${taken} accepted, ${failing} still refused.`,
  'role-given': ({ member, role }) => `Made ${member ?? 'a member'} ${role === 'editor' ? 'an editor' : 'a viewer'}.`,
  'rotation-finished': 'Finished the rotation of the Twilio Auth Token.',
  'rotation-given-up': 'Gave up the rotation of the Twilio Auth Token.',
  'services-read': 'Updated the numbers of the Messaging Services.',
  'shared-key-added': ({ keyId }) => `Added the signing key ${keyId}.`,
  'shared-key-removed': ({ keyId }) => `Removed the signing key ${keyId}.`,
  'template-archived': ({ name }) => `Archived the template ${name}.`,
  'template-saved': ({ name }) => `Saved the template ${name}.`,
  'test-sent': 'Sent a test text.',
  'rule-ended': (change) => `Deleted a rule: ${ruleInHistory(change)}.`,
  'rule-made': (change) => `Made a rule: ${ruleInHistory(change)}.`,
  'rule-paused': (change) => `Paused a rule: ${ruleInHistory(change)}.`,
  'rule-started': (change) => `Started a rule: ${ruleInHistory(change)}.`,
  'scheduled-text-cancelled': 'Cancelled a scheduled text.',
  'automatic-resumed': 'Had automatic texts go again to a customer.',
  'text-arrived': 'Noted that a text had arrived.',
  'text-cancelled': 'Cancelled a text.',
  'text-released': 'Let a held text go.',
  'text-sent-again': 'Sent a text again.',
  'work-dropped': 'Dropped work that had been given up.',
  'work-tried-again': 'Had work that had been given up tried again.',
  uninstalled: 'Was uninstalled.',
  'webhooks-let-go': (names) => `Left the webhooks of ${listed(names)} as somebody had set them at Twilio.`,
  'webhooks-set': (names) => `Set the webhooks of ${listed(names)}.`,
  'webhooks-undone': (names) => `Put the webhooks of ${listed(names)} back.`,
};

const releases: Readonly<Record<ReleaseHow, string>> = {
  keep: 'kept the limit',
  lift: 'ended the limit of the day',
  raise: 'raised the limit of the day',
};

export const historyPageWords = {
  none: 'No changes yet.',
  noneOfPerson: 'No changes by this person.',
  noOlder: 'No older changes.',
} as const;

export function tellLine(line: HistoryLine): string {
  if (line.kind === 'told') return line.words;
  const words = Object.hasOwn(entries, line.kind) ? say(entries, line) : '';
  // Another version of the product may have stored a kind, or a choice, that has no words here.
  return words === '' ? 'Made a change that this version cannot show.' : words;
}

function listed({ names, more }: FewNames, before = ''): string {
  const called = (one: NumberOrService) => ('number' in one ? readableNumber(one.number) : `${before}${one.service}`);
  const rest = more === 0 ? '' : ` and ${more} more`;
  return `${names.map(called).join(', ')}${rest}`;
}

/** A setting that the product no longer has is left out. */
function tellChoices({ now, changed }: ChoicesSaved): string {
  const saved = (section: SectionId) => choicesIn(section).filter((name) => name in now);
  return sectionIds
    .filter((section) => saved(section).length > 0)
    .map((section) => tellSection(section, saved(section), { now, changed }))
    .join(' ');
}

function tellSection(
  section: SectionId,
  names: readonly ChoiceName[],
  { now, changed }: Omit<ChoicesSaved, 'kind'>,
): string {
  const news = names.filter((name) => changed.includes(name)).flatMap((name) => tellChoice(name, 'changed', now));
  const clauses = [
    ...(news.length > 0 ? [`changed ${news.join(', ')}`] : []),
    ...names.flatMap((name) => tellChoice(name, 'stands', now)),
  ];
  if (clauses.length === 0) return `Saved ${sectionTitles[section]} without a change.`;
  return `${upperFirst(clauses.join('; '))}.`;
}

/** No words or one clause: a setting is told either as changed or as it stands. */
function tellChoice<Name extends ChoiceName>(name: Name, as: 'changed' | 'stands', now: Partial<Choices>): string[] {
  const tell = wordsOfRow(name)[as];
  return tell ? [tell(now[name] as Choices[Name])] : [];
}

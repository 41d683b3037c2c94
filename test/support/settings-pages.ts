// Draws every page that shows a part of an example: the Overview, the list of the settings, and each of their pages.
import type { PageFrame, Place } from '../../src/domain/page-frame.ts';
import type { SectionState } from '../../src/domain/settings/section-state.ts';
import { type SettingsPageId, settingsPageIds } from '../../src/domain/settings/sections.ts';
import { renderOverview } from '../../src/views/overview/overview.ts';
import type { Example } from '../../src/views/settings/examples/example.ts';
import { renderIndex, renderSettings } from '../../src/views/settings/settings.ts';
import { type Target, targetOf } from '../../src/views/settings/targets.ts';

/** The pages by their addresses. */
export function pagesOf(example: Example): Record<string, string> {
  const items: [SettingsPageId, string][] = [
    ...example.templates.filter(({ id }) => id !== '').map(({ id }) => ['templates', id] as [SettingsPageId, string]),
    ['templates', 'new'],
    ...example.members.list.map(({ adminId }) => ['members', adminId] as [SettingsPageId, string]),
  ];
  const pages = [...settingsPageIds.map((id) => [id, null] as const), ...items];
  return {
    '/': renderOverview({ ...example, ...framed(example, { page: 'overview' }, null) }),
    '/settings': renderIndex({
      ...framed(example, { page: 'settings', section: null }, null),
      states: statesOf(example),
    }),
    ...Object.fromEntries(
      pages.map(([id, item]) => [
        `/settings/${id}${item === null ? '' : `/${item}`}`,
        renderSettings({ ...example, ...framed(example, { page: 'settings', section: id }, item), id, item }),
      ]),
    ),
  };
}

/** The page that a form of the example leads to, or else the Overview. */
export function pageAt(example: Example, address: string): string {
  const page = pagesOf(example)[address];
  if (page === undefined) throw new Error(`No page at ${address}`);
  return page;
}

function framed(example: Example, place: Place, item: string | null): PageFrame {
  const open = example.findings?.filter(({ severity }) => severity !== 'fine') ?? example.open;
  const isTold = example.flash !== null && isAt(place, item, targetOfForm(example), example);
  return { ...example, open, place, ...(isTold ? {} : { flash: null, typed: {}, problems: {} }) };
}

function targetOfForm({ flash, typed }: Example): Target {
  const sent = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, [value]]));
  return targetOf(flash?.form ?? '', sent);
}

/** A save without anything to correct leads to the list. */
function isAt(place: Place, item: string | null, target: Target, { typed }: Example): boolean {
  if (place.page === 'overview' || target.page === 'overview') return place.page === target.page;
  const isList = Object.keys(typed).length === 0;
  return place.page === 'settings' && place.section === target.id && item === (isList ? null : target.item);
}

function statesOf({
  twilio,
  numbers,
  choices,
  prices,
  templates,
  members,
  apiKeys,
  rules,
  history,
}: Example): SectionState[] {
  return [
    { page: 'twilio', kind: 'account', account: twilio.accountName },
    { page: 'numbers', kind: 'numbers', names: numbers.kept },
    { page: 'inbox', kind: 'choices', names: ['tagName', 'timezone'], choices },
    { page: 'threading', kind: 'choices', names: ['reopenDays'], choices },
    { page: 'replies', kind: 'choices', names: ['botReplies'], choices },
    { page: 'media', kind: 'choices', names: ['mediaAs', 'keepFilesDays'], choices },
    { page: 'hours', kind: 'choices', names: ['quietHours'], choices },
    {
      page: 'automatic',
      kind: 'automatic',
      afterHours: choices.afterHoursReply !== '',
      greeting: choices.greeting !== '',
    },
    { page: 'templates', kind: 'templates', count: templates.length },
    { page: 'prices', kind: 'prices', count: prices.length },
    { page: 'rules', kind: 'rules', running: 1, all: rules.list.length },
    { page: 'customers', kind: 'choices', names: ['syncEnabled'], choices },
    { page: 'pause', kind: 'pause', isPaused: choices.isPaused },
    { page: 'members', kind: 'members', count: members.list.length },
    { page: 'api-keys', kind: 'api-keys', count: apiKeys.list.length },
    { page: 'history', kind: 'history', lastAt: history.lines[0]?.at ?? null },
  ];
}

// The sections that are choices of the workspace alone: checked, and stored as one.
import { DateTime } from 'luxon';
import { isCountry } from '../../domain/phone-number.ts';
import type { SectionId } from '../../domain/settings/sections.ts';
import { givenRoles, mayGiveRoles } from '../../domain/settings-page.ts';
import type { ThreadPer } from '../../domain/thread.ts';
import { partThreads } from '../../store/conversations/related-threads.ts';
import { listMembers, setMemberRole } from '../../store/workspaces/sessions.ts';
import { updateWorkspace } from '../../store/workspaces/workspaces.ts';
import {
  change,
  changeSettings,
  type Editor,
  type Form,
  field,
  problem,
  type Saved,
  type SettingsContext,
} from '../changes/change.ts';
import { nowOf } from '../context.ts';

type Save = (ctx: SettingsContext, editor: Editor, form: Form) => Promise<Saved>;
const saved: Saved = { ok: true, words: 'Saved.' };

const inbox: Save = async (ctx, editor, form) => {
  const { workspace } = editor;
  const tagName = field(form, 'tag_name');
  if (tagName === '' || tagName.length > 100) return problem('Write a name of at most 100 characters.', 'tag_name');
  const defaultCountry = field(form, 'default_country').toUpperCase() || null;
  if (defaultCountry !== null && !isCountry(defaultCountry))
    return problem('Write two letters, such as US or GB, or leave it empty.', 'default_country');
  const timezone = field(form, 'time_zone') || workspace.timezone;
  if (!isZone(timezone)) return problem('Write a zone such as America/New_York.', 'time_zone');
  const actingAdminId = field(form, 'acting_admin') || workspace.actingAdminId;
  // Who stands there already may stay: whoever changes something else needs no permission to list teammates.
  if (actingAdminId !== workspace.actingAdminId && !(await isTeammate(ctx, workspace, actingAdminId)))
    return problem('Intercom knows no such teammate. Choose one from the list.', 'acting_admin');
  const others = { actingAdminId, timezone, ...(tagName === workspace.settings.tagName ? {} : { tagId: null }) };
  const news = [
    actingAdminId === workspace.actingAdminId ? '' : 'who writes notes and tags',
    tagName === workspace.settings.tagName ? '' : `the tag to ${tagName}`,
    defaultCountry === workspace.settings.defaultCountry ? '' : `the default country to ${defaultCountry ?? 'none'}`,
    timezone === workspace.timezone ? '' : `the time zone to ${timezone}`,
  ].filter(Boolean);
  const what = news.length === 0 ? 'Saved the inbox section as it was.' : `Changed ${news.join(', ')}.`;
  await changeSettings(ctx, editor, what, { tagName, defaultCountry }, others);
  return saved;
};

const threading: Save = async (ctx, editor, form) => {
  const { workspace } = editor;
  const reopenDays = wholeNumber(field(form, 'reopen_days'), 0, 365);
  if (reopenDays === null) return problem('Write a whole number of days from 0 to 365.', 'reopen_days');
  const holdAfterHours = wholeNumber(field(form, 'hold_after_hours'), 1, 23);
  if (holdAfterHours === null) return problem('Write a whole number of hours from 1 to 23.', 'hold_after_hours');
  const wanted = field(form, 'thread_per') || workspace.settings.threadPer;
  const threadPer: ThreadPer | null = wanted === 'sender' || wanted === 'contact' ? wanted : null;
  if (threadPer === null) return problem('Choose one of the two.', 'thread_per');
  const shared = threadPer === 'contact' ? 'a contact has one conversation' : 'each number has its own conversation';
  const what = `Closed conversations reopen for ${reopenDays} days; late replies are held after ${holdAfterHours} hours; ${shared}.`;
  await change(ctx, editor, what, async (trx, { workspace: current }) => {
    await updateWorkspace(trx, workspace.id, { settings: { reopenDays, holdAfterHours, threadPer } });
    if (threadPer === current.settings.threadPer) return;
    await updateWorkspace(trx, workspace.id, { state: { threadPerSince: nowOf(ctx).toISOString() } });
    if (threadPer === 'sender') await partThreads(trx, workspace.id);
  });
  return saved;
};

const replies: Save = async (ctx, editor, form) => {
  const botReplies = (['always', 'never'] as const).find((one) => one === field(form, 'bot_replies'));
  if (botReplies === undefined) return problem('Choose one of the two.', 'bot_replies');
  const outboundFirst = field(form, 'outbound_first') !== '';
  const what = `Bot replies are ${botReplies === 'always' ? '' : 'not '}texted; conversations that teammates start are ${outboundFirst ? '' : 'not '}texted.`;
  await changeSettings(ctx, editor, what, { botReplies, outboundFirst });
  return saved;
};

const prices: Save = async (ctx, editor, form) => {
  const currency = field(form, 'currency').toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return problem('Write three letters, such as USD.', 'currency');
  const lines = field(form, 'lines')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const perSegment: Record<string, string> = {};
  for (const line of lines) {
    const [, country = '', amount = ''] = /^([A-Za-z]{2})[\s:=,]+(\d{1,4}(?:\.\d{1,6})?)$/.exec(line) ?? [];
    if (!isCountry(country.toUpperCase()))
      return problem(`"${line.slice(0, 40)}" is no country and price, such as US 0.0083.`, 'lines');
    if (country.toUpperCase() in perSegment) return problem(`"${line}" names a country twice.`, 'lines');
    perSegment[country.toUpperCase()] = amount;
  }
  const table = lines.length === 0 ? null : { currency, perSegment };
  await changeSettings(ctx, editor, `Changed the price table: ${lines.length} countries.`, { prices: table });
  return saved;
};

const pause: Save = async (ctx, editor, form) => {
  const action = field(form, 'do');
  if (action !== 'pause' && action !== 'resume') return problem('Choose one of the two.');
  const isPaused = action === 'pause';
  await changeSettings(ctx, editor, isPaused ? 'Paused all texts.' : 'Resumed texts.', { isPaused });
  return { ok: true, words: isPaused ? 'Paused: nothing is sent until you resume.' : 'Texts are sent again.' };
};

const members: Save = async (ctx, editor, form) => {
  if (!mayGiveRoles(editor.role)) return problem('Only the owner changes roles.');
  const role = givenRoles.find((one) => one === field(form, 'role'));
  const adminId = field(form, 'admin');
  if (role === undefined) return problem('Choose a role.', 'role');
  const known = (await listMembers(ctx.db, editor.workspace.id)).find((one) => one.adminId === adminId);
  const what = `Made ${known?.name ?? 'a member'} ${role === 'editor' ? 'an editor' : 'a viewer'}.`;
  const isThere = await change(ctx, editor, what, (trx) => setMemberRole(trx, editor.workspace.id, adminId, role));
  return isThere ? saved : problem('That member is the owner, or no longer there.');
};

export const sectionSaves: Partial<Record<SectionId, Save>> = {
  inbox,
  threading,
  replies,
  prices,
  pause,
  members,
};

async function isTeammate(ctx: SettingsContext, workspace: Editor['workspace'], admin: string): Promise<boolean> {
  return (await ctx.intercom(workspace).listAdmins()).some(({ id }) => id === admin);
}

function wholeNumber(text: string, least: number, most: number): number | null {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : null;
}

function isZone(zone: string): boolean {
  return DateTime.local({ zone }).isValid && zone.length < 60;
}

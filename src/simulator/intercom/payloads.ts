// Intercom's JSON for people, tags and attributes: what the REST API answers and webhooks and canvas requests carry.
import type {
  AdminRecord,
  AppliedTag,
  AttributeRecord,
  ContactRecord,
  MacroRecord,
  OfficeHoursRecord,
  TagRecord,
  TeamRecord,
} from './records.ts';
import type { WorkspaceState } from './state.ts';

export type Json = Record<string, unknown>;

export function adminPayload(workspace: WorkspaceState, admin: AdminRecord): Json {
  return {
    type: 'admin',
    id: admin.id,
    name: admin.name,
    email: admin.email,
    job_title: null,
    away_mode_enabled: false,
    away_mode_reassign: false,
    away_status_reason_id: null,
    has_inbox_seat: !workspace.seatless.has(admin.id),
    team_ids: workspace.settings.teams
      .filter((team) => team.adminIds.includes(admin.id))
      .map((team) => Number(team.id)),
    avatar: null,
  };
}

/** `admin` is the one whose token asks. */
export function mePayload(workspace: WorkspaceState, admin: AdminRecord): Json {
  const { settings } = workspace;
  return {
    ...adminPayload(workspace, admin),
    avatar: { type: 'avatar', image_url: null },
    email_verified: !workspace.unverified.has(admin.id),
    app: {
      type: 'app',
      id_code: settings.id,
      name: settings.name,
      created_at: workspace.createdAt,
      secure: false,
      identity_verification: false,
      timezone: settings.timezone,
      region: settings.region,
    },
  };
}

export function teamPayload(team: TeamRecord): Json {
  return {
    type: 'team',
    id: team.id,
    name: team.name,
    admin_ids: team.adminIds.map(Number),
    admin_priority_level: { primary_admin_ids: [], secondary_admin_ids: [] },
    assignment_limit: null,
    distribution_method: 'manual',
  };
}

/** `body` has XML-like fields, `body_text` the ones that people write. */
export function officeHoursPayload({ id, name, timeZone, open, createdAt }: OfficeHoursRecord): Json {
  const intervals = open.map(([start, end]) => interval(start, end, Math.floor(start / 1_440)));
  const isAlways = open.some(([start, end]) => start === 0 && end >= 10_079);
  return {
    type: 'office_hours_schedule',
    id,
    name,
    time_zone_name: timeZone,
    time_intervals: intervals,
    twenty_four_seven: isAlways,
    created_at: createdAt,
    updated_at: createdAt,
  };
}

function interval(start: number, end: number, day: number): Json {
  return { start_minute: start, end_minute: end, day_of_week: day };
}

export function exceptionPayload(
  schedule: OfficeHoursRecord,
  { date, open, isYearly }: OfficeHoursRecord['exceptions'][number],
  index: number,
): Json {
  const day = (new Date(date).getUTCDay() + 6) % 7;
  return {
    type: 'office_hours_exception',
    id: String(index + 1),
    office_hours_schedule_id: schedule.id,
    exception_date: date,
    exception_type: open.length === 0 ? 'closed' : 'custom_hours',
    name: null,
    time_intervals: open.map(([start, end]) => interval(start, end, day)),
    recurring_annually: isYearly,
    created_at: schedule.createdAt,
    updated_at: schedule.createdAt,
  };
}

export function macroPayload(macro: MacroRecord): Json {
  const changedAt = new Date(macro.changedAt * 1000).toISOString();
  return {
    type: 'macro',
    id: macro.id,
    name: macro.name,
    body: `<p>${macro.text.replace(/\{\{\s*([\w.]+)[^}]*\}\}/g, '<attribute key="$1"/>')}</p>`,
    body_text: macro.text,
    created_at: changedAt,
    updated_at: changedAt,
    visible_to: macro.teamIds === null ? 'everyone' : 'specific_teams',
    visible_to_team_ids: macro.teamIds ?? [],
    available_on: ['inbox'],
  };
}

export function tagPayload(tag: TagRecord, applied?: AppliedTag): Json {
  const base = { type: 'tag', id: tag.id, name: tag.name };
  if (!applied) return base;
  return {
    ...base,
    applied_at: applied.appliedAt,
    applied_by: applied.appliedBy === null ? null : { type: 'admin', id: applied.appliedBy },
  };
}

export function attributePayload(attribute: AttributeRecord): Json {
  return {
    type: 'data_attribute',
    id: attribute.id,
    model: attribute.model,
    name: attribute.name,
    full_name: `custom_attributes.${attribute.name}`,
    label: attribute.name,
    description: attribute.description ?? '',
    data_type: attribute.dataType,
    ...(attribute.options.length > 0 ? { options: attribute.options } : {}),
    api_writable: true,
    messenger_writable: attribute.messengerWritable,
    ui_writable: true,
    custom: true,
    archived: attribute.archived,
    created_at: attribute.createdAt,
    updated_at: attribute.createdAt,
  };
}

export function contactPayload(workspace: WorkspaceState, contact: ContactRecord): Json {
  const home = `/contacts/${contact.id}`;
  return {
    type: 'contact',
    id: contact.id,
    workspace_id: workspace.id,
    external_id: contact.externalId,
    role: contact.role,
    email: contact.email,
    email_domain: contact.email?.split('@')[1] ?? null,
    phone: contact.phone,
    name: contact.name,
    avatar: contact.avatar === null ? null : { type: 'avatar', image_url: contact.avatar },
    owner_id: contact.ownerId,
    social_profiles: { type: 'list', data: [] },
    has_hard_bounced: false,
    marked_email_as_spam: false,
    unsubscribed_from_emails: contact.unsubscribedFromEmails,
    created_at: contact.createdAt,
    updated_at: contact.updatedAt,
    signed_up_at: contact.signedUpAt,
    last_seen_at: contact.lastSeenAt,
    last_replied_at: contact.lastRepliedAt,
    last_contacted_at: contact.lastContactedAt,
    last_email_opened_at: null,
    last_email_clicked_at: null,
    language_override: null,
    browser: null,
    browser_version: null,
    browser_language: null,
    os: null,
    location: { type: 'location', ...contact.location },
    custom_attributes: { ...contact.customAttributes },
    tags: addressable(
      `${home}/tags`,
      contact.tags.map((tag) => ({ id: tag.id, type: 'tag', url: `/tags/${tag.id}` })),
    ),
    notes: addressable(
      `${home}/notes`,
      workspace.shelves.notes
        .filter(({ about }) => about.type === 'contact' && about.id === contact.id)
        .map(({ id }) => ({ id, type: 'note', url: `/notes/${id}` })),
    ),
    companies: addressable(
      `${home}/companies`,
      workspace.shelves.companies
        .filter(({ contactIds, goneAtMs }) => goneAtMs === null && contactIds.includes(contact.id))
        .map(({ id }) => ({ id, type: 'company', url: `/companies/${id}` })),
    ),
    enabled_push_messaging: null,
  };
}

/** With `include_merge_history=true`. */
export function mergeHistoryPayload(contact: ContactRecord): Json[] {
  return contact.mergeHistory.map((merged) => ({
    type: 'contact_merge_history_item',
    source_contact_id: merged.id,
    source_contact_role: merged.role,
    merged_at: merged.mergedAt,
  }));
}

export function contactReference(contact: ContactRecord): Json {
  return { type: 'contact', id: contact.id, external_id: contact.externalId };
}

function addressable(url: string, data: Json[]): Json {
  return { type: 'list', data, url, total_count: data.length, has_more: false };
}

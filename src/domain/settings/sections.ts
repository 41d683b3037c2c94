// The sections of the settings, in the order in which the page has them.

export const sectionIds = [
  'twilio',
  'numbers',
  'inbox',
  'threading',
  'replies',
  'media',
  'hours',
  'automatic',
  'templates',
  'rules',
  'customers',
  'prices',
  'limits',
  'pause',
  'members',
  'api-keys',
  'webhooks',
  'connectors',
  'assist',
] as const;
export type SectionId = (typeof sectionIds)[number];

/** The pages of the settings: the sections, and the history of their changes. */
export const settingsPageIds = [...sectionIds, 'history'] as const;
export type SettingsPageId = (typeof settingsPageIds)[number];

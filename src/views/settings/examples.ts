// The settings and the plain pages in every state that they can be in, each named by the fact that it shows.
import type { PlainPage, SettingsPage } from '../../domain/settings-page.ts';
import { hostileExamples } from './examples/hostile.ts';
import { plainPages } from './examples/plain.ts';
import { everydayExamples, lookingExamples } from './examples/rest.ts';
import { settingUpExamples } from './examples/setting-up.ts';

export const settingsExamples: Readonly<Record<string, SettingsPage>> = {
  ...settingUpExamples,
  ...everydayExamples,
  ...lookingExamples,
  ...hostileExamples,
};

export const plainExamples: Readonly<Record<string, PlainPage>> = plainPages;

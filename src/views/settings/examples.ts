// The settings and the plain pages in every state that they can be in, each named by the fact that it shows.
import type { PlainPage } from '../../domain/settings-page.ts';
import type { Example } from './examples/example.ts';
import { hostileExamples } from './examples/hostile.ts';
import { everydayExamples, lookingExamples } from './examples/other-sections.ts';
import { plainPages } from './examples/plain.ts';
import { settingUpExamples } from './examples/setting-up.ts';

export const settingsExamples: Readonly<Record<string, Example>> = {
  ...settingUpExamples,
  ...everydayExamples,
  ...lookingExamples,
  ...hostileExamples,
};

export const plainExamples: Readonly<Record<string, PlainPage>> = plainPages;

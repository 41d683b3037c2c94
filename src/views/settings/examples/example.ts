// An example of a workspace: everything that its pages show.
import type { OverviewPage } from '../../../domain/overview.ts';
import type { SettingsParts } from '../../../domain/settings-page.ts';

export type Example = OverviewPage & SettingsParts;

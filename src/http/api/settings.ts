// The API's calls about the settings: read and changed by the rules of their page.
import { readSettings, showSettings } from '../../domain/api/setting-values.ts';
import type { Problems, Saved } from '../../domain/settings/saved.ts';
import { type Choices, choicesOf } from '../../domain/settings/settings.ts';
import type { OpenWorkspace } from '../../services/context.ts';
import type { WorkspaceDirectory } from '../../services/workspace-directory.ts';
import type { Call } from './call.ts';
import { throwProblems } from './values.ts';

export interface SettingsCalls {
  workspaces: WorkspaceDirectory;
  saveApiChoices(workspace: OpenWorkspace, choices: Partial<Choices>): Promise<Saved>;
}

export function settingsCalls(door: SettingsCalls) {
  return {
    read: async ({ workspace }: Call): Promise<unknown> => showSettings(choicesOf(workspace)),

    /** All of them are saved, or none. */
    async change({ workspace, body }: Call): Promise<unknown> {
      const { choices, problems } = readSettings(body as Parameters<typeof readSettings>[0]);
      if (Object.keys(problems).length > 0) throwProblems(problems);
      const saved = await door.saveApiChoices(workspace, choices);
      if (!saved.ok) throwProblems(renamed(saved.problems));
      return showSettings(choicesOf((await door.workspaces.find(workspace.id, 0)) ?? workspace));
    },
  };
}

/** The fields that a save looks up at Intercom have other names on their page. */
function renamed({ acting_admin: teammate, ...problems }: Problems): Problems {
  return teammate === undefined ? problems : { ...problems, acting_admin_id: teammate };
}

// The options of a pretend workspace, and their defaults.
import type { AdminRecord, TeamRecord } from './records.ts';
import type { WorkspaceSettings } from './state.ts';

export interface NewWorkspace {
  id: string;
  name: string;
  /** The first admin's token. Without it the app is not installed yet. */
  token?: string;
  timezone?: string;
  region?: 'US' | 'EU' | 'AU';
  admins?: AdminRecord[];
  teams?: TeamRecord[];
  attributeNames?: 'any' | 'strict';
}

const DEFAULT_ADMINS: readonly AdminRecord[] = [
  { id: '991267001', name: 'Theo', email: 'theo@agents.example' },
  { id: '991267002', name: 'Ines', email: 'ines@agents.example' },
];

export function settingsOf(workspace: NewWorkspace): WorkspaceSettings {
  const admins = workspace.admins ?? DEFAULT_ADMINS;
  return {
    id: workspace.id,
    name: workspace.name,
    timezone: workspace.timezone ?? 'America/New_York',
    region: workspace.region ?? 'US',
    admins,
    teams: workspace.teams ?? [{ id: '5017691', name: 'Support', adminIds: admins.map((admin) => admin.id) }],
    attributeNames: workspace.attributeNames ?? 'any',
  };
}

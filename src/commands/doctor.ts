// npm run doctor -- --workspace ID: what is broken for a workspace or will be, why, and how it is mended.
// Ends with 0 when nothing is broken, 1 when something is, 2 when it could not look.
import { parseArgs } from 'node:util';
import { createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../lib/log.ts';
import { within } from '../services/context.ts';
import { diagnose } from '../services/doctor/diagnose.ts';
import { renderDoctorReport } from '../views/doctor-report.ts';
import { runCommand, UsageError } from './run-command.ts';

const usage = 'npm run doctor -- --workspace ID   where ID is the workspace id that Intercom shows in its addresses';

await runCommand(
  async (print) => {
    const id = readWorkspaceId();
    const config = readConfig();
    const app = await createApp(config, { supervise: false, log: createLog('error'), embedded: { as: 'command' } });
    try {
      const workspace = await app.ctx.workspaces.find(id);
      if (!workspace) throw new UsageError(`There is no workspace ${id} here.`);
      const findings = await diagnose(within(app.ctx, workspace.id), workspace);
      const report = renderDoctorReport({ workspace, findings, settingsUrl: `${config.publicUrl}/settings` });
      for (const line of report) print(line);
      return findings.some(({ severity }) => severity === 'broken') ? 1 : 0;
    } finally {
      await app.close();
    }
  },
  { failureCode: 2 },
);

function readWorkspaceId(): string {
  let workspace: string | undefined;
  try {
    workspace = parseArgs({ options: { workspace: { type: 'string' } } }).values.workspace;
  } catch {
    // What is wrong with it is plain from how it is meant.
    throw new UsageError(usage);
  }
  if (!workspace) throw new UsageError(usage);
  return workspace;
}

// npm run doctor -- --workspace ID: what is broken for a workspace or will be, why, and how it is mended.
import { parseArgs } from 'node:util';
import { createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../lib/log.ts';
import { within } from '../services/context.ts';
import { diagnose } from '../services/settings/diagnose.ts';
import { runCommand, UsageError } from './run-command.ts';

const marks = { broken: 'BROKEN ', warning: 'WARNING', fine: 'fine   ' };

await runCommand(async (print) => {
  const { values } = parseArgs({ options: { workspace: { type: 'string' } } });
  if (!values.workspace) throw new UsageError('npm run doctor -- --workspace ID');
  const app = await createApp(readConfig(), { supervise: false, log: createLog('error') });
  try {
    const workspace = await app.ctx.workspaces.find(values.workspace);
    if (!workspace) throw new UsageError(`There is no workspace ${values.workspace} here.`);
    for (const { severity, title, cause, fix } of await diagnose(within(app.ctx, workspace.id), workspace)) {
      const link = fix?.kind === 'link' && /^https?:/.test(fix.url) ? ` ${fix.url}` : '';
      print(`${marks[severity]}  ${title}. ${cause}${link}`);
    }
  } finally {
    await app.close();
  }
});

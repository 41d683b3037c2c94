// threadwire doctor: runs the checks of a workspace, or of all.
import { AppError } from '../domain/errors.ts';
import { commandHelp, complaints, optionHelp } from '../words/operator/commands.ts';
import { exitCodes } from './outcome.ts';
import { verb } from './verb.ts';

export const doctor = verb({
  name: 'doctor',
  tells: commandHelp.doctor,
  asks: (yargs) =>
    yargs
      .option('workspace', { type: 'string', describe: optionHelp.workspace })
      .option('all', { type: 'boolean', default: false, describe: optionHelp.all })
      .check(({ workspace, all }) => {
        if ((workspace === undefined) === !all) throw new Error(complaints.whichWorkspace);
        return true;
      }),
  async work({ workspace: asked }) {
    const [{ withService }, { within }, { diagnose }, { listInstalled }, { renderDoctorReport }, { tellFinding }] =
      await Promise.all([
        import('./service.ts'),
        import('../services/context.ts'),
        import('../services/doctor/diagnose.ts'),
        import('../store/workspaces/workspaces.ts'),
        import('../views/doctor-report.ts'),
        import('../words/doctor/findings.ts'),
      ]);
    return withService(async ({ ctx, publicUrl }) => {
      const looked = [];
      const ids = asked === undefined ? (await listInstalled(ctx.database.owner)).map(({ id }) => id) : [asked];
      for (const id of ids) {
        const workspace = await ctx.workspaces.find(id);
        if (!workspace) throw new AppError('not-found', { kind: 'unknown-workspace', workspaceId: id });
        looked.push({ workspace, findings: await diagnose(within(ctx, id), workspace) });
      }
      const isBroken = looked.some(({ findings }) => findings.some(({ severity }) => severity === 'broken'));
      return {
        lines: looked.flatMap((one, index) => [
          ...(index === 0 ? [] : ['']),
          ...renderDoctorReport({ ...one, publicUrl }),
        ]),
        data: looked.map(({ workspace, findings }) => ({
          workspace: workspace.id,
          name: workspace.name,
          findings: findings.map((finding) => ({
            ...finding,
            ...tellFinding(finding, workspace.timezone),
          })),
        })),
        code: isBroken ? exitCodes.amiss : exitCodes.done,
      };
    });
  },
});

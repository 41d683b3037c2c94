// threadwire doctor: what is broken for a workspace or will be, why, and how it is fixed.
import { exitCodes, UsageError } from './outcome.ts';
import { verb } from './verb.ts';

export const doctor = verb({
  name: 'doctor',
  tells: 'Ask both vendors what is broken for a workspace or will be, why, and how it is fixed',
  asks: (yargs) =>
    yargs
      .option('workspace', { type: 'string', describe: 'The workspace id that Intercom shows in its addresses' })
      .option('all', { type: 'boolean', default: false, describe: 'Every workspace, one after the other' })
      .check(({ workspace, all }) => {
        if ((workspace === undefined) === !all) throw new Error('Name one with --workspace ID, or ask for --all.');
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
      const settingsUrl = `${publicUrl}/settings`;
      const looked = [];
      const ids = asked === undefined ? (await listInstalled(ctx.database.owner)).map(({ id }) => id) : [asked];
      for (const id of ids) {
        const workspace = await ctx.workspaces.find(id);
        if (!workspace) throw new UsageError(`There is no workspace ${id} here.`);
        looked.push({ workspace, findings: await diagnose(within(ctx, id), workspace) });
      }
      const isBroken = looked.some(({ findings }) => findings.some(({ severity }) => severity === 'broken'));
      return {
        lines: looked.flatMap((one, index) => [
          ...(index === 0 ? [] : ['']),
          ...renderDoctorReport({ ...one, settingsUrl }),
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

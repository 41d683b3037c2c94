// Counts files whose bytes are not here, by the reason.
import type { FileProblem } from '../../domain/media/file.ts';
import type { Db } from '../database/database.ts';

/** Files that wait, and those that ended since then. One that Twilio refused before it last gave a file counts no more. */
export async function countProblems(db: Db, workspaceId: string, since: Date): Promise<Map<FileProblem, number>> {
  const rows = await db
    .selectFrom('files')
    .select(['problem', ({ fn }) => fn.countAll<string>().as('files')])
    .where('workspace_id', '=', workspaceId)
    .where('problem', 'is not', null)
    .where((where) => where.or([where('state', '=', 'waiting'), where('state_at', '>=', since)]))
    .where((where) =>
      where.or([
        where('problem', '!=', 'refused'),
        where(
          'created_at',
          '>',
          where
            .selectFrom('files as come')
            .select(({ fn }) => fn.coalesce(fn.max('come.state_at'), where.val(new Date(0))).as('at'))
            .where('come.workspace_id', '=', workspaceId)
            .where('come.direction', '=', 'in')
            .where('come.state', '=', 'kept'),
        ),
      ]),
    )
    .groupBy('problem')
    .execute();
  return new Map(rows.map(({ problem, files }) => [problem as FileProblem, Number(files)]));
}

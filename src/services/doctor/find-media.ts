// Finds that files of texts do not come, cannot be kept, or are erased before their time.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { MediaFound } from '../../domain/doctor/found/media.ts';
import type { Fix } from '../../domain/doctor/next-step.ts';
import type { FileProblem } from '../../domain/media/file.ts';
import { countProblems } from '../../store/media/file-problems.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { checkAgain, goTo } from './fixes.ts';

const DAYS = 7;
const DAY_MS = 86_400_000;

export async function mediaFindings(
  ctx: Pick<Context, 'db' | 'clock' | 'publicUrl'>,
  { id, twilioApiKey }: OpenWorkspace,
): Promise<Finding[]> {
  const counts = await countProblems(ctx.db, id, new Date(nowOf(ctx).getTime() - DAYS * DAY_MS));
  const found = (problem: FileProblem, tell: (files: number) => MediaFound, fix: Fix): Finding[] => {
    const files = counts.get(problem);
    return files === undefined ? [] : [{ severity: 'warning', stops: [], found: tell(files), fix }];
  };
  const check = 'media' as const;
  return [
    ...found(
      'refused',
      (files) => ({ check, kind: 'refused', files, usesKey: twilioApiKey !== null }),
      goTo('twilio', twilioApiKey === null ? 'enter-credentials' : 'check-api-key'),
    ),
    ...found('store-away', (files) => ({ check, kind: 'store-away', files }), checkAgain(ctx)),
    ...found('no-room', (files) => ({ check, kind: 'no-room', files, days: DAYS }), goTo('media', 'choose-days')),
  ];
}

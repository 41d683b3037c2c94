// Finds texts that fail for a reason that an admin can end, and texts that fail with an unknown error.
import type { Finding } from '../../domain/doctor/finding.ts';
import { countFaults } from '../../store/texts/message-lists.ts';
import { faultOf, stoppingFaults, twilioFaults } from '../../twilio/errors.ts';
import { errorPage } from '../../twilio/pages.ts';
import type { SettingsContext } from '../changes/change.ts';
import type { OpenWorkspace } from '../context.ts';
import { linkTo } from './fixes.ts';

const DAY_MS = 86_400_000;

/** Further unknown errors are like these. */
const MOST_SHOWN = 5;

/** Carriers and trial accounts stop texts of a number until an admin acts. */
export async function stoppedFindings(ctx: SettingsContext, workspace: OpenWorkspace): Promise<Finding[]> {
  const since = new Date(ctx.clock.now() - DAY_MS);
  const stopped = await countFaults(ctx.db, workspace.id, { codes: stoppingFaults, since });
  if (stopped.length === 0) return [{ severity: 'fine', found: { check: 'stopped', kind: 'none' }, fix: null }];
  return stopped.map(({ sender, code, times }): Finding => {
    const fault = faultOf(code);
    return {
      severity: 'broken',
      stops: ['sending'],
      senders: [sender],
      inPanel: 'itself',
      found: { check: 'stopped', kind: 'stopped', sender, times, fault },
      fix: linkTo({ kind: 'about-error', code }, errorPage(code)),
    };
  });
}

/** Twilio adds codes without notice, so each is told with its number and its page. */
export async function unknownFaultFindings(ctx: SettingsContext, workspace: OpenWorkspace): Promise<Finding[]> {
  const since = new Date(ctx.clock.now() - DAY_MS);
  const failed = await countFaults(ctx.db, workspace.id, { except: [...twilioFaults.keys()], since });
  return failed.slice(0, MOST_SHOWN).map(({ sender, code, times }): Finding => {
    const fault = faultOf(code);
    return {
      severity: 'warning',
      stops: [],
      found: { check: 'stopped', kind: 'unknown-error', sender, times, fault },
      fix: linkTo({ kind: 'about-error', code }, errorPage(code)),
    };
  });
}

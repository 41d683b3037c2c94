// Texts that fail for a reason that an admin can end, and those whose reason is not known here.
import type { Finding } from '../../domain/doctor/finding.ts';
import { nationalForm } from '../../domain/numbers/phone-number.ts';
import { countFaults } from '../../store/texts/message-lists.ts';
import { faultOf, stoppingFaults, twilioFaults } from '../../twilio/errors.ts';
import { errorPage } from '../../twilio/pages.ts';
import type { SettingsContext } from '../changes/change.ts';
import type { OpenWorkspace } from '../context.ts';

const DAY_MS = 86_400_000;

/** Of each kind; the rest is like them. */
const MOST_SHOWN = 5;

/** Carriers and trial accounts stop texts of a number until an admin acts. */
export async function stoppedFindings(ctx: SettingsContext, workspace: OpenWorkspace): Promise<Finding[]> {
  const since = new Date(ctx.clock.now() - DAY_MS);
  const stopped = await countFaults(ctx.db, workspace.id, { codes: stoppingFaults, since });
  if (stopped.length === 0)
    return [{ severity: 'fine', title: 'No number is stopped', cause: 'Carriers take its texts.', fix: null }];
  return stopped.map(({ sender, code, times }): Finding => {
    const { meaning, nextStep } = faultOf(code);
    return {
      severity: 'broken',
      stops: ['sending'],
      senders: [sender],
      inPanel: 'itself',
      title: `${textsFrom(sender, times)} ${times === 1 ? 'was' : 'were'} stopped in the last day`,
      cause: `${meaning} ${nextStep}`,
      fix: { kind: 'link', label: `About error ${code}`, url: errorPage(code) },
    };
  });
}

/** Twilio adds codes without notice: each is told with its number and its page. */
export async function unknownFaultFindings(ctx: SettingsContext, workspace: OpenWorkspace): Promise<Finding[]> {
  const since = new Date(ctx.clock.now() - DAY_MS);
  const failed = await countFaults(ctx.db, workspace.id, { except: [...twilioFaults.keys()], since });
  return failed.slice(0, MOST_SHOWN).map(({ sender, code, times }): Finding => {
    const { meaning, nextStep } = faultOf(code);
    return {
      severity: 'warning',
      stops: [],
      title: `${textsFrom(sender, times)} failed in the last day with an error that Threadwire does not know`,
      cause: `${meaning} ${nextStep}`,
      fix: { kind: 'link', label: `About error ${code}`, url: errorPage(code) },
    };
  });
}

function textsFrom(sender: string, times: number): string {
  return `${times === 1 ? '1 text' : `${times} texts`} from ${nationalForm(sender)}`;
}

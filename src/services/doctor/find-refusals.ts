// Which requests were refused before, or after, their signature was looked at: that a proxy changes them, or a vendor's form is new.

import type { Finding } from '../../domain/doctor/finding.ts';
import { absoluteDate } from '../../domain/times/dates.ts';
import { type RefusalSum, sumRefusals } from '../../store/evidence/refusals.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { checkAgain } from './fixes.ts';

const DAY_MS = 86_400_000;

/** Sentences about `they`, by the reason that is counted. Signatures have findings of their own. */
const told: Readonly<Record<string, string>> = {
  'too-large': 'were larger than anything that Intercom or Twilio sends',
  'too-many-fields': 'had more fields than anything that Twilio sends',
  'wrong-type': 'had a content type that is not read here',
  'wrong-encoding': 'were packed in a way that is not read here',
  unreadable: 'could not be read',
  'timed-out': 'did not come to an end in time',
  malformed: 'were signed by the vendor and said something that is not understood here',
  'foreign-account': 'were signed by Twilio and spoke for another account than the one that is connected',
  'wrong-method': 'were called with another method than POST',
  'wrong-address': 'named an address of this workspace that is none',
  failed: 'failed of a fault in this service',
};
/** Anybody who looks around makes these, and the checks of numbers and services tell where Twilio does. */
const idle = new Set(['wrong-method', 'wrong-address']);

const routes: Readonly<Record<string, string>> = {
  'twilio-messages': 'for texts',
  'twilio-status': 'for the status of texts',
  twilio: 'near those for texts',
  intercom: "for Intercom's notifications",
};

export async function refusalFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  const sums = await sumRefusals(ctx.db, workspace.id, new Date(ctx.clock.now() - DAY_MS));
  const known = sums.filter(({ reason }) => Object.hasOwn(told, reason));
  if (known.length === 0) return [];
  const isIdle = known.every(({ reason }) => idle.has(reason));
  const cause = [
    ...known.map((sum) => sentence(sum, workspace.timezone)),
    'If none of it was Twilio or Intercom, nothing is wrong: anybody can call these addresses. If texts are missing, whoever runs Threadwire looks at what the proxy in front of it changes.',
  ].join(' ');
  const title = 'Requests were refused for their form';
  return [
    isIdle
      ? { severity: 'fine', title, cause, fix: null }
      : { severity: 'warning', title, cause, fix: checkAgain(ctx), stops: [] },
  ];
}

function sentence({ route, reason, times, last }: RefusalSum, timeZone: string): string {
  const where = routes[route] ?? 'for the vendors';
  return `${times} at the address ${where} ${told[reason]}, the last ${absoluteDate(last, timeZone)}.`;
}

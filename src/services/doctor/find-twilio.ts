// Whether Twilio takes the workspace's credentials, and what to do where it does not.
import type { Finding, Flow } from '../../domain/doctor/finding.ts';
import type { TwilioTrouble } from '../../domain/vendor-trouble.ts';
import { vendors } from '../../domain/vendors.ts';
import { twilioPages } from '../../twilio/pages.ts';
import type { TwilioSeen } from '../account/look-at-twilio.ts';
import type { OpenWorkspace } from '../context.ts';
import { twilioWords } from '../credentials/trouble-words.ts';

export function twilioFinding(workspace: OpenWorkspace, { trouble }: TwilioSeen): Finding {
  if (workspace.twilioLogin === null)
    return {
      severity: 'broken',
      stops: vendors.twilio.flows,
      inPanel: 'itself',
      title: 'Twilio is not connected',
      cause: 'No text can come in or go out before it is.',
      fix: { kind: 'link', label: 'Connect Twilio', url: '#twilio' },
    };
  if (trouble === null) return { severity: 'fine', title: 'Twilio answers', cause: 'Its credentials work.', fix: null };
  if (trouble.kind === 'asking') return { severity: 'warning', stops: [], ...told.asking(twilioWords(trouble)) };
  const inPanel = trouble.kind === 'away' ? 'lately' : 'itself';
  return {
    severity: 'broken',
    stops: stoppedBy(workspace, trouble.kind),
    inPanel,
    ...told[trouble.kind](twilioWords(trouble)),
  };
}

/** It signs with the Auth Token that it takes, and with no key. */
function stoppedBy({ twilioApiKey }: OpenWorkspace, kind: TwilioTrouble['kind']): readonly Flow[] {
  const signsAsBefore = kind === 'away' || kind === 'region' || (kind === 'refused' && twilioApiKey !== null);
  return signsAsBefore ? ['sending'] : vendors.twilio.flows;
}

const told: Readonly<Record<TwilioTrouble['kind'], (words: string) => Pick<Finding, 'title' | 'cause' | 'fix'>>> = {
  refused: (words) => ({
    title: 'Twilio does not take the credentials',
    cause: `${words}. They may have been changed in the Twilio Console.`,
    fix: { kind: 'link', label: 'Enter the current ones', url: '#twilio' },
  }),
  region: (words) => ({
    title: 'Twilio does not take the credentials in this region',
    cause: `${words}.`,
    fix: { kind: 'link', label: 'Choose the region', url: '#twilio' },
  }),
  suspended: (words) => ({
    title: 'Twilio has suspended this account',
    cause: `${words}. No text is sent or brought here until that is settled in the Twilio Console.`,
    fix: { kind: 'link', label: 'Open the Twilio Console', url: twilioPages.console },
  }),
  asking: (words) => ({
    title: 'Twilio has not answered yet',
    cause: `${words}.`,
    fix: null,
  }),
  away: (words) => ({
    title: 'Twilio does not answer',
    cause: `${words}. Texts are kept and tried again for a day.`,
    fix: { kind: 'link', label: 'See how Twilio is', url: twilioPages.status },
  }),
};

// The doctor's headline: the worst first, so that nobody reads that all is well where texts stand still.
import type { Headline } from '../../domain/doctor/headline.ts';

export function headlineWords({ flows, broken, warnings, fine, isUntried }: Headline): string {
  const isStopped = (flow: keyof typeof flows) => flows[flow] === 'stopped';
  if (isStopped('sending') && isStopped('receiving')) return 'No text can be sent or received';
  if (isStopped('sending')) return isStopped('replies') ? 'No text or reply can be sent' : 'No text can be sent';
  if (isStopped('receiving'))
    return isStopped('replies') ? 'No text comes in, and replies are not texted' : 'No text comes in';
  if (isStopped('replies')) return 'Agents’ replies are not texted';
  if (isStopped('notes')) return 'Agents are not told of texts that fail';
  if (Object.values(flows).includes('partly')) return 'Some texts do not get through';
  if (broken > 0) return broken === 1 ? 'One thing is broken' : `${broken} things are broken`;
  if (warnings > 0) return warnings === 1 ? 'One thing to look at' : `${warnings} things to look at`;
  if (fine === 0) return 'Nothing to check yet';
  return isUntried ? 'Ready for the first text' : 'Everything works';
}

export function countWords({ broken, warnings, fine }: Pick<Headline, 'broken' | 'warnings' | 'fine'>): string {
  return `${broken} broken, ${warnings} to look at, ${fine} fine.`;
}

/** While the vendors have not answered. The link stands before the last words. */
export const stillAsking = {
  title: 'Still asking Intercom and Twilio',
  hint: 'This page shows what is known without their answers.',
  link: 'Load it again',
  rest: 'in a moment.',
};

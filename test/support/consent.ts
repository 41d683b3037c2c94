// Notes about opt-outs, and the panel's screen on which an agent reads or changes one.
import type { Admin } from '../../src/simulator/people.ts';

export const OPTED_OUT = /^note: Threadwire: \(415\) 555-0132 has opted out of texts from \(415\) 555-0100\. Replies/;
export const OPTED_IN = /^note: Threadwire: \(415\) 555-0132 has opted back in/;
export const NOT_TEXTED =
  /^note: Threadwire: \(415\) 555-0132 has opted out of texts from .*\. This reply was not texted\./;

async function openConsent(theo: Admin, options: { in?: string }) {
  const panel = await theo.opensPanel(options);
  await panel.clicks(/, (United States|Mexico)$/);
  return panel.clicks('Opt out or resume');
}

/** The panel's screen on consent, line by line. */
export async function consentOf(theo: Admin, options: { in?: string } = {}): Promise<string[]> {
  return (await openConsent(theo, options)).reads();
}

/** An agent opts the customer out by hand. */
export async function optsOut(theo: Admin, options: { in?: string } = {}): Promise<void> {
  const panel = await openConsent(theo, options);
  await panel.types('Reason', 'Asked on the phone').clicks('Opt this number out');
}

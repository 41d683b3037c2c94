// Evidence of a workspace's set-up at its vendors, taken from their requests.

/**
 * `replies-html`, `replies-plain`: the form in which Intercom's webhooks carry replies; it shows their version.
 * `signed-current`, `signed-next`, `signed-key`: Twilio signs with that Auth Token, or with a shared key, and the signature
 * was right. `panel-opened`: somebody has the panel in the inbox. `set-up-told`: an admin has seen that the set-up is complete.
 */
export type SetUpEvidence =
  | 'replies-html'
  | 'replies-plain'
  | 'signed-current'
  | 'signed-next'
  | 'signed-key'
  | 'panel-opened'
  | 'set-up-told';

/** A stranger tries about this often. Twilio's own text counts twice: Twilio calls the fallback URL, too. */
const STRANGERS_TRIES = 2;

/** `refused`: requests that failed the check of their signature since one passed it, if any ever did. */
export function signaturesBroken(refused: number, hasPassed: boolean): boolean {
  return refused > (hasPassed ? STRANGERS_TRIES : 0);
}

// What requests tell of how a workspace is set up at its vendors.

/**
 * `replies-html`, `replies-plain`: how Intercom's webhooks carry what was written, by which their version is known.
 * `signed-current`, `signed-next`, `signed-key`: with which of the Auth Tokens, or with a shared key, Twilio signs; that it does is how its
 * requests are known to be verified. `panel-opened`: somebody has it in the inbox. `set-up-told`: an admin has seen that everything is
 * set up.
 */
export type Sight =
  | 'replies-html'
  | 'replies-plain'
  | 'signed-current'
  | 'signed-next'
  | 'signed-key'
  | 'panel-opened'
  | 'set-up-told';

/** As many as somebody tries who is not Twilio; of its own texts each is refused twice, at the fallback URL too. */
const FEW = 2;

/** Whether that many requests that failed the check, since one passed it if any ever did, tell of a set-up that is wrong. */
export function areTwilios(refused: number, hasPassed: boolean): boolean {
  return refused > (hasPassed ? FEW : 0);
}

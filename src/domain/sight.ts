// What requests tell of how a workspace is set up at its vendors.

/**
 * `replies-html`, `replies-plain`: how Intercom's webhooks carry what was written, by which their version is known.
 * `signed-current`, `signed-next`: with which of two Auth Tokens Twilio signs. `panel-opened`: somebody has it in the inbox.
 * `set-up-told`: an admin has seen that everything is set up.
 */
export type Sight =
  | 'replies-html'
  | 'replies-plain'
  | 'signed-current'
  | 'signed-next'
  | 'panel-opened'
  | 'set-up-told';

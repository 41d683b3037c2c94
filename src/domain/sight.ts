// What requests tell of how a workspace is set up at its vendors.

/**
 * `replies-html`, `replies-plain`: how Intercom's webhooks carry what was written, by which their version is known.
 * `signed-current`, `signed-next`: with which of two Auth Tokens Twilio signs.
 */
export type Sight = 'replies-html' | 'replies-plain' | 'signed-current' | 'signed-next';

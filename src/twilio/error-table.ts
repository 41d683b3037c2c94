// Twilio's error codes: the kind of failure, who can fix it, and when to repeat. src/words/failures.ts tells each kind.
// Source of the codes: https://www.twilio.com/docs/api/errors (one page for each).

import type { FaultFixer, FaultKind, FaultRetry } from '../domain/texts/fault.ts';

/** Code, kind, who fixes it, when to repeat. */
export type FaultRow = readonly [code: number, kind: FaultKind, fixedBy: FaultFixer, retry: FaultRetry];

export const faultRows: readonly FaultRow[] = [
  // Reaching this service
  [11200, 'service-unreachable', 'us', 'never'],
  [11750, 'service-answer-unreadable', 'us', 'never'],
  [12100, 'service-answer-unreadable', 'us', 'never'],
  [12300, 'service-answer-unreadable', 'us', 'never'],
  [57012, 'unsigned-message', 'admin', 'never'],
  [14107, 'reply-loop', 'us', 'never'],

  // The account
  [20003, 'credentials-refused', 'admin', 'once-fixed'],
  [20005, 'account-suspended', 'admin', 'once-fixed'],
  [20009, 'still-on-its-way', 'us', 'later'],
  [20404, 'not-found-at-twilio', 'us', 'never'],
  [20429, 'too-many-requests', 'us', 'later'],
  [20500, 'twilio-fault', 'twilio', 'later'],
  [20503, 'twilio-fault', 'twilio', 'later'],

  // Numbers
  [21211, 'invalid-number', 'agent', 'never'],
  [21212, 'wrong-sender', 'admin', 'once-fixed'],
  [21265, 'short-code', 'nobody', 'never'],
  [21266, 'own-number', 'us', 'never'],
  [21408, 'country-not-allowed', 'admin', 'once-fixed'],
  [21606, 'wrong-sender', 'admin', 'once-fixed'],
  [21659, 'wrong-sender', 'admin', 'once-fixed'],
  [21608, 'trial-account', 'admin', 'once-fixed'],
  [21610, 'opted-out', 'customer', 'never'],
  [21611, 'sender-queue-full', 'admin', 'later'],
  [21612, 'sender-cannot-reach', 'admin', 'never'],
  [21614, 'landline', 'agent', 'never'],
  [21635, 'landline', 'agent', 'never'],

  // The text
  [21602, 'empty-text', 'us', 'never'],
  [21619, 'empty-text', 'us', 'never'],
  [21603, 'no-sender', 'us', 'never'],
  [21609, 'service-address-refused', 'us', 'never'],
  [21617, 'too-long', 'agent', 'never'],
  [21620, 'attachment-unreadable', 'us', 'never'],
  [21621, 'sender-without-pictures', 'admin', 'never'],
  [21623, 'too-many-attachments', 'agent', 'never'],
  [21655, 'template-missing', 'admin', 'never'],
  [21656, 'template-field-empty', 'agent', 'never'],
  [21910, 'other-channel', 'admin', 'never'],
  [21911, 'other-channel', 'admin', 'never'],
  [11751, 'attachment-too-large', 'agent', 'never'],

  // Messaging services
  [21701, 'service-missing', 'admin', 'once-fixed'],
  [21703, 'service-without-match', 'admin', 'once-fixed'],
  [21704, 'service-empty', 'admin', 'once-fixed'],
  [21705, 'service-missing', 'admin', 'once-fixed'],

  // On the way to the phone
  [30001, 'queue-overflow', 'us', 'later'],
  [30002, 'account-suspended', 'admin', 'once-fixed'],
  [30003, 'phone-off', 'customer', 'later'],
  [30004, 'blocked', 'customer', 'never'],
  [30005, 'unknown-number', 'agent', 'never'],
  [30006, 'landline', 'agent', 'never'],
  [30007, 'filtered', 'admin', 'never'],
  [30008, 'carrier-gave-no-reason', 'nobody', 'later'],
  [30009, 'part-lost', 'customer', 'never'],
  [30010, 'over-price-limit', 'us', 'never'],
  [30011, 'carrier-without-pictures', 'agent', 'never'],
  [30012, 'waited-too-long', 'us', 'now'],
  [30017, 'carrier-busy', 'nobody', 'later'],
  [30018, 'sender-not-registered', 'admin', 'once-fixed'],
  [30019, 'attachment-too-large', 'agent', 'never'],
  [30022, 'too-fast', 'us', 'later'],
  [30023, 'daily-limit', 'admin', 'later'],
  [30024, 'sender-not-ready', 'admin', 'later'],
  [30027, 'daily-limit', 'admin', 'later'],
  [30016, 'other-channel', 'admin', 'never'],
  [30020, 'twilio-fault', 'twilio', 'later'],
  [30021, 'twilio-fault', 'twilio', 'later'],
  [30029, 'privacy-settings', 'admin', 'once-fixed'],
  [30030, 'privacy-settings', 'admin', 'once-fixed'],
  [30032, 'toll-free-unverified', 'admin', 'once-fixed'],
  [30033, 'registration-suspended', 'admin', 'once-fixed'],
  [30034, 'number-not-registered', 'admin', 'once-fixed'],
  [30035, 'registration-under-way', 'nobody', 'later'],
  [30036, 'waited-too-long', 'us', 'now'],
  [30038, 'one-time-code', 'nobody', 'never'],
  [30042, 'sender-name-blocked', 'admin', 'never'],
  [30044, 'too-long-for-trial', 'admin', 'never'],
  [30046, 'not-on-rcs', 'customer', 'later'],
  [30047, 'quiet-hours-at-twilio', 'nobody', 'later'],
  [30103, 'links-not-shortened', 'twilio', 'later'],
  [30110, 'link-blocked', 'agent', 'never'],
  [30410, 'carrier-silent', 'nobody', 'later'],
  [30450, 'suspected-fraud', 'admin', 'later'],
  [30453, 'suspected-fraud', 'admin', 'later'],
  [30454, 'trial-used-up', 'admin', 'once-fixed'],
  [30500, 'twilio-fault', 'twilio', 'later'],
  [30610, 'night-at-customer', 'admin', 'later'],
  [30640, 'known-to-sue', 'admin', 'never'],

  // Scheduling at Twilio. https://www.twilio.com/docs/api/errors/35115
  [35114, 'time-refused', 'us', 'now'],
  [35115, 'time-refused', 'us', 'now'],
  [35117, 'time-refused', 'us', 'now'],

  // WhatsApp and RCS
  [63003, 'not-on-channel', 'agent', 'never'],
  [63023, 'channel-gave-no-reason', 'nobody', 'later'],
  [63024, 'not-on-channel', 'agent', 'never'],
  [63007, 'sender-not-on-channel', 'admin', 'never'],
  [63013, 'against-channel-rules', 'admin', 'never'],
  [63014, 'blocked-on-channel', 'customer', 'never'],
  [63015, 'not-on-whatsapp-test', 'customer', 'never'],
  [63016, 'whatsapp-templates-only', 'agent', 'never'],
  [63018, 'too-fast', 'us', 'later'],
  [63032, 'whatsapp-refused', 'customer', 'never'],
  [63036, 'not-on-rcs', 'agent', 'never'],
  [63038, 'daily-limit', 'admin', 'later'],
  [63049, 'taken-for-marketing', 'nobody', 'never'],
];

// The next step after a finding: a link to where somebody fixes it, or a button that fixes it.
import type { SectionId } from '../settings/sections.ts';

/** `url`: absolute, or the path of a page of ours. */
export type Fix =
  | { kind: 'link'; step: NextStep; url: string }
  /** `section`: the section whose form the action belongs to, where the doctor only offers it. */
  | { kind: 'button'; step: NextStep; action: string; section?: SectionId };

export type NextStep =
  | { kind: 'about-error'; code: number }
  | { kind: 'choose-service'; name: string }
  | {
      kind:
        | 'add-number-at-twilio'
        | 'add-signing-key'
        | 'add-to-service'
        | 'allow-again'
        | 'check-again'
        | 'check-api-key'
        | 'check-auth-token'
        | 'check-requests-again'
        | 'choose-bot-replies'
        | 'choose-days'
        | 'choose-numbers'
        | 'choose-region'
        | 'choose-tag'
        | 'choose-team'
        | 'choose-teammate'
        | 'connect-twilio'
        | 'enter-auth-token'
        | 'enter-credentials'
        | 'enter-key-secret'
        | 'go-to-limits'
        | 'go-to-prices'
        | 'install-again'
        | 'open-developer-hub'
        | 'open-intercom'
        | 'open-twilio-console'
        | 'publish-again'
        | 'register-at-twilio'
        | 'resume-sending'
        | 'see-intercom-status'
        | 'send-test'
        | 'see-registration'
        | 'see-twilio-status'
        | 'see-urls'
        | 'set-webhooks'
        | 'take-out-of-service'
        | 'use-next-token';
    };

// Why a text failed, in the words of a support team.

/** Who can change what went wrong; `us` is whoever runs and builds this service. */
export type FaultFixer = 'customer' | 'agent' | 'admin' | 'us' | 'twilio' | 'nobody';

/** Whether the same text may be sent again: never as it is, after some time, or at once. */
export type FaultRetry = 'never' | 'later' | 'now';

export interface Fault {
  /** Twilio's code; 0 when there is none. */
  code: number;
  /** A sentence that an agent understands at a glance. */
  meaning: string;
  fixedBy: FaultFixer;
  /** One sentence on what to do. */
  nextStep: string;
  /** Whether sending the same text again makes sense. */
  retry: FaultRetry;
}

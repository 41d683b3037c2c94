// What the doctor says where texts come here.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { TextRoute } from '../../twilio/text-routes.ts';

/** It comes here; whether it also does when we are away for a moment. */
export function arrivalFinding(name: string, { isSteady }: Pick<TextRoute, 'isSteady'>, mend: Finding['fix']): Finding {
  if (isSteady)
    return {
      severity: 'fine',
      title: `Texts to ${name} come here`,
      cause: 'Its webhook at Twilio is this one.',
      fix: null,
    };
  return {
    severity: 'warning',
    stops: [],
    title: `Texts to ${name} come here, but Twilio tries only once`,
    cause:
      'A text that comes while Threadwire restarts is lost: the webhook asks for no retries, or has no fallback URL.',
    fix: mend,
  };
}

// Finds whether texts that come here also come when we are away for a moment.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { Subject } from '../../domain/doctor/found/text-routes.ts';
import type { TextRoute } from '../../twilio/text-routes.ts';

export function arrivalFinding(of: Subject, { isSteady }: Pick<TextRoute, 'isSteady'>, fix: Finding['fix']): Finding {
  if (isSteady) return { severity: 'fine', found: { check: 'text-route', kind: 'comes', of }, fix: null };
  return { severity: 'warning', stops: [], found: { check: 'text-route', kind: 'tried-once', of }, fix };
}

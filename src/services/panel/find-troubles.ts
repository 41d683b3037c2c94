// Finds what only an admin can fix in this conversation's texts. It reads only stored rows, so that no agent waits for a vendor.
import type { Flow } from '../../domain/doctor/finding.ts';
import { signaturesBroken } from '../../domain/doctor/set-up-evidence.ts';
import { areOverdue, toldBefore } from '../../domain/doctor/webhooks-overdue.ts';
import type { Breakage, PanelWarning, Trouble } from '../../domain/panel.ts';
import { vendorKeys, vendors } from '../../domain/vendors.ts';
import { permissionOf } from '../../intercom/calls/permissions.ts';
import type { PanelRecord } from '../../store/texts/panel.ts';
import type { PanelRequest, Situation } from './panel-request.ts';

/** The doctor examines once a day, so a finding that may be over soon is told only for as long as this. */
const LATELY_MS = 10 * 60_000;
/** A text that waits longer is late in the eyes of an agent. */
const LATE_MS = 10 * 60_000;

interface Grave {
  trouble: Trouble;
  stops: readonly Flow[];
}

/** One warning at most, about the gravest; the others are named in it. */
export function troubleWarnings(request: PanelRequest, situation: Situation): PanelWarning[] {
  const { record } = situation;
  const seen = [...ownFindings(request, record), ...doctorsFindings(request, situation)];
  const isLate = seen.length === 0 && !request.workspace.settings.isPaused && hasLate(record, request.now);
  const all: Grave[] = isLate ? [{ trouble: { what: 'texts-late' }, stops: ['sending'] }] : seen;
  const [first, ...others] = all.toSorted((a, b) => gravityOf(b) - gravityOf(a)).map(({ trouble }) => trouble);
  return first ? [{ kind: 'broken', ...first, ...(others.length > 0 ? { others } : {}) }] : [];
}

/** Sending counts most: a text that cannot be answered helps nobody. A missing note counts least, as the panel shows the failure. */
const weights: Readonly<Record<Flow, number>> = { sending: 8, receiving: 4, replies: 2, notes: 1 };

function gravityOf({ stops }: Grave): number {
  return stops.reduce((sum, flow) => sum + weights[flow], 0);
}

function ownFindings({ workspace, now }: PanelRequest, record: PanelRecord): Grave[] {
  const { refusedSince, twilioLogin, senders, locked } = workspace;
  const lost = record.forbidden.flatMap((operation) => permissionOf(operation)?.stops ?? []);
  const all: [what: Breakage, isSo: boolean, stops: readonly Flow[]][] = [
    ['secrets-locked', locked.length > 0, ['sending', 'receiving', 'replies', 'notes']],
    ...vendorKeys.map((vendor): [Breakage, boolean, readonly Flow[]] => [
      `${vendor}-refused`,
      refusedSince[vendor] !== null,
      vendors[vendor].flows,
    ]),
    ['twilio-missing', twilioLogin === null && senders.length > 0, vendors.twilio.flows],
    ['intercom-forbids', lost.length > 0, [...new Set(lost)]],
    ['intercom-silent', areOverdue(record.heardAt, lastJoined(record, toldBefore(now))), ['replies']],
    ['texts-refused', signaturesBroken(record.refusedSince, record.hasPassed), ['receiving']],
  ];
  return all.flatMap(([what, isSo, stops]) => (isSo ? [{ trouble: { what }, stops }] : []));
}

/** When a text last joined a conversation that was there already, of which Intercom tells. */
function lastJoined({ texts }: PanelRecord, before: Date): Date | null {
  const came = texts.map(({ message }) => message).filter(({ direction }) => direction === 'in');
  const joined = came.find(
    ({ state, stateAt, conversationId }, index) =>
      state === 'threaded' &&
      conversationId !== null &&
      stateAt < before &&
      came.slice(index + 1).some((older) => older.conversationId === conversationId),
  );
  return joined?.stateAt ?? null;
}

/** Findings that the panel does not see for itself, and that no text here has disproved since. */
function doctorsFindings({ now }: PanelRequest, { record, sender }: Situation): Grave[] {
  return record.examined.flatMap((finding): Grave[] => {
    const at = new Date(finding.at);
    if (finding.inPanel === 'lately' && now.getTime() - at.getTime() >= LATELY_MS) return [];
    if (finding.senders && sender !== null && !finding.senders.includes(sender)) return [];
    const worksSince = flowsSeen(record, at);
    const stops = finding.stops.filter((flow) => !worksSince.has(flow));
    if (finding.stops.length > 0 && stops.length === 0) return [];
    return [{ trouble: { what: 'found', found: finding.found, stops }, stops }];
  });
}

/** A text that came in or went out since then has taken the way. */
function flowsSeen({ texts }: PanelRecord, since: Date): ReadonlySet<Flow> {
  const flows = texts.flatMap(({ message: { direction, state, createdAt } }): Flow[] => {
    if (createdAt <= since) return [];
    if (direction === 'in') return ['receiving'];
    return state === 'sent' || state === 'delivered' || state === 'read' ? ['sending'] : [];
  });
  return new Set(flows);
}

function hasLate({ texts }: PanelRecord, now: Date): boolean {
  return texts.some(
    ({ message: { state, createdAt, waitsUntil } }) =>
      (state === 'pending' || state === 'received') && now.getTime() - (waitsUntil ?? createdAt).getTime() > LATE_MS,
  );
}

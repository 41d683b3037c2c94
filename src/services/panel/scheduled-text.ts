// A scheduled text as the panel's screens show it.
import type { ScheduledText, UnsentEnd } from '../../domain/panel.ts';
import { unsentEnds } from '../../domain/texts/scheduled.ts';
import type { NamedSend } from '../../store/texts/scheduled-texts.ts';
import { clocksFor, type PanelRequest, type Situation } from './panel-request.ts';

/** Its time is on the clocks on which it was chosen, on every screen. */
export function toScheduled(
  request: Pick<PanelRequest, 'workspace' | 'now'>,
  situation: Pick<Situation, 'zones'>,
  { send, authorName, cancelledByName }: Omit<NamedSend, 'cancelledByName'> & Partial<NamedSend>,
): ScheduledText {
  const { id, address, sender, body, createdAt } = send;
  const sendAt = send.sendAt ?? createdAt;
  const zone = send.zone ?? clocksFor(request, situation, address);
  const end = endOf(request.now, { ...send, sendAt }, cancelledByName ?? null);
  return { id, address, sender, body, sendAt, zone, author: authorName, end };
}

function endOf(now: Date, send: NamedSend['send'] & { sendAt: Date }, by: string | null): UnsentEnd | null {
  const { sendAt, settledAt, createdAt } = send;
  const state = unsentEnds.find((one) => one === send.state);
  if (state === undefined) return null;
  return { state, at: settledAt ?? createdAt, by, canUndo: state === 'cancelled' && sendAt > now };
}

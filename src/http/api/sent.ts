// The answer to a call that sends a text.
import type { SentByApi } from '../../services/texts/send-by-api.ts';

/** A text that waits for quiet hours to end is held until then. `text_id` is the name that `id` had before. */
export function tellSent({ status, reason, textId, told }: SentByApi): object {
  const { until = null, to = null, from = null, segments = null, price = null } = told ?? {};
  return {
    ...{
      id: textId,
      text_id: textId,
      status: status === 'waiting' ? 'held' : status,
      reason,
      until,
      to,
      from,
      segments,
    },
    ...{ price: price === null ? null : price.amount, currency: price === null ? null : price.currency },
  };
}

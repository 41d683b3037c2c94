// Consent changes: by the customer's keyword, or because Twilio says so.
import type { ConsentSource, Keyword } from '../../domain/consent.ts';
import { writeConsent } from '../../store/consents.ts';
import type { Trx } from '../../store/database.ts';
import type { Context } from '../context.ts';

type IdContext = Pick<Context, 'newId'>;

/** A stop covers the number it was sent to; a start ends it. */
export async function applyKeyword(
  trx: Trx,
  ctx: IdContext,
  change: {
    workspaceId: string;
    address: string;
    sender: string;
    keyword: Exclude<Keyword, 'help'>;
    source: ConsentSource;
    messageId: string;
    at: Date;
  },
): Promise<void> {
  const { keyword, ...rest } = change;
  await writeConsent(trx, { ...rest, id: ctx.newId(), optedOut: keyword === 'stop' });
}

/** Twilio refused a text because its receiver has opted out, which we had not heard of. */
export async function applyRefusal(
  trx: Trx,
  ctx: IdContext,
  message: { workspaceId: string; address: string; sender: string; id: string },
  at: Date,
): Promise<void> {
  const { workspaceId, address, sender } = message;
  const change = { workspaceId, address, sender, optedOut: true, source: 'error-21610' as const };
  await writeConsent(trx, { ...change, id: ctx.newId(), messageId: message.id, at });
}

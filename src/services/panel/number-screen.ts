// The choice of the number to text: one that the contact is known by, or one that an agent types.
import type { NumberScreen } from '../../domain/panel.ts';
import { listContactsByAddresses } from '../../store/conversations/contacts.ts';
import { findMessage } from '../../store/texts/messages.ts';
import { pairOf } from './merge-pair.ts';
import { draftOf, frameOf, type PanelRequest, situationOf } from './panel-request.ts';

/** The number at which the text failed that is to be sent to another one; null where none is. */
async function failedNumber(request: PanelRequest): Promise<string | null> {
  const { retryOf, to } = draftOf(request);
  if (retryOf === null || to !== null) return null;
  return (await findMessage(request.ctx.db, request.workspace.id, retryOf))?.address ?? null;
}

export async function numberScreen(request: PanelRequest): Promise<NumberScreen> {
  const { ctx, workspace } = request;
  const situation = await situationOf(request);
  const { address, otherNumbers } = situation;
  const failed = await failedNumber(request);
  const numbers = [...(address === null ? [] : [address]), ...otherNumbers].filter((number) => number !== failed);
  const owners = await listContactsByAddresses(ctx.db, workspace.id, numbers);
  return {
    screen: 'number',
    ...frameOf(request),
    numbers: numbers.map((number) => ({
      address: number,
      people: owners.filter((owner) => owner.address === number).map(({ contactId, name }) => ({ contactId, name })),
    })),
    typed: request.input.number ?? '',
    merge: pairOf(situation),
    maySave: request.question.contactId !== null,
  };
}

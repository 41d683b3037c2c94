// The choice of the number to text: one that the contact is known by, or one that an agent types.
import type { NumberScreen } from '../../domain/panel.ts';
import { listContactsByAddresses } from '../../store/conversations/contacts.ts';
import { pairOf } from './merge-pair.ts';
import { frameOf, type PanelRequest, situationOf } from './panel-request.ts';

export async function numberScreen(request: PanelRequest): Promise<NumberScreen> {
  const { ctx, workspace } = request;
  const situation = await situationOf(request);
  const { address, otherNumbers } = situation;
  const numbers = [...(address === null ? [] : [address]), ...otherNumbers];
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

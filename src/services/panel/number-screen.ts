// Which number is texted: one that the contact is known by, or one that an admin types.
import type { NumberScreen } from '../../domain/panel.ts';
import { listContactsByAddresses } from '../../store/conversations/contacts.ts';
import { type Desk, frameOf, situationOf } from './panel-request.ts';

export async function numberScreen(desk: Desk): Promise<NumberScreen> {
  const { ctx, workspace } = desk;
  const { address, otherNumbers } = await situationOf(desk);
  const numbers = [...(address === null ? [] : [address]), ...otherNumbers];
  const owners = await listContactsByAddresses(ctx.db, workspace.id, numbers);
  return {
    screen: 'number',
    ...frameOf(desk),
    numbers: numbers.map((number) => ({
      address: number,
      people: owners.filter((owner) => owner.address === number).map(({ contactId, name }) => ({ contactId, name })),
    })),
    typed: desk.input.number ?? '',
  };
}

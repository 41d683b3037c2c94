// The API's call about the numbers that texts come from.
import { countryOf } from '../../domain/numbers/phone-number.ts';
import { preferredSender } from '../../domain/senders.ts';
import type { Call } from './call.ts';

export const numbersCalls = {
  async list({ workspace }: Call): Promise<unknown> {
    const preferred = preferredSender(workspace, null);
    const data = workspace.senderDetails.map(({ address, label, teamId, serviceSid }) => ({
      ...{ number: address, label, is_preferred: address === preferred, country: countryOf(address) ?? null },
      ...{ team_id: teamId, messaging_service_sid: serviceSid },
    }));
    return { data, next_cursor: null };
  },
};

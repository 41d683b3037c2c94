// The API's calls about consent.
import { PAGE } from '../../domain/api/operations.ts';
import { type ConsentSearch, type ListedState, readCursor, writeCursor } from '../../domain/consent/consent-list.ts';
import { reachFor } from '../../domain/consent/decide.ts';
import { AppError } from '../../domain/errors.ts';
import { toE164 } from '../../domain/numbers/phone-number.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { ConsentOfPerson, ConsentPage } from '../../services/consent/read-consents.ts';
import type { OpenWorkspace } from '../../services/context.ts';
import type { Call } from './call.ts';
import { throwIf } from './values.ts';

export interface ConsentCalls {
  listApiConsents(workspace: OpenWorkspace, search: ConsentSearch, limit: number): Promise<ConsentPage>;
  readApiConsent(workspace: OpenWorkspace, address: string): Promise<ConsentOfPerson>;
}

export function consentsCalls(door: ConsentCalls) {
  return {
    async list({ workspace, query }: Call): Promise<unknown> {
      const { state, cursor, limit = PAGE.usual } = query;
      const before = cursor === undefined ? null : readCursor(String(cursor));
      throwIf({ '/cursor': cursor !== undefined && before === null });
      const search = { state: (state as ListedState | undefined) ?? null, find: '', before };
      const { listed, older } = await door.listApiConsents(workspace, search, Number(limit));
      const data = listed.map(({ address, state: is, at, source }) => ({
        ...{ number: address, state: is, at: at.toISOString(), source },
      }));
      return { data, next_cursor: older && writeCursor(older) };
    },

    /** Somebody of whom no word is kept has the state `none`, and no evidence. */
    async one({ workspace, params }: Call): Promise<unknown> {
      const country = countryFor(workspace, preferredSender(workspace, null)) ?? undefined;
      const number = toE164(params['number'] ?? '', country);
      if (number === null) throw new AppError('not-found', { kind: 'api-not-found', what: 'number' });
      const { state, evidence } = await door.readApiConsent(workspace, number);
      return {
        number,
        state: state ?? 'none',
        scope: reachFor(number, workspace.settings.consentScope),
        evidence: evidence.map(({ at, state: said, source, words, saidTo, reason }) => ({
          ...{ at: at.toISOString(), state: said, source, words, said_to: saidTo, reason },
        })),
      };
    },
  };
}

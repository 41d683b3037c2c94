// The API's calls about consent.
import { PAGE } from '../../domain/api/operations.ts';
import { type ConsentSearch, type ListedState, readCursor, writeCursor } from '../../domain/consent/consent-list.ts';
import { reachFor } from '../../domain/consent/decide.ts';
import { AppError } from '../../domain/errors.ts';
import { toE164 } from '../../domain/numbers/phone-number.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import { isVisible, wellFormed } from '../../domain/well-formed.ts';
import type { ConsentOutcome, SaidByKey } from '../../services/consent/change-by-key.ts';
import type { ConsentOfPerson, ConsentPage } from '../../services/consent/read-consents.ts';
import type { OpenWorkspace } from '../../services/context.ts';
import type { Call } from './call.ts';
import { throwIf } from './values.ts';

export interface ConsentCalls {
  listApiConsents(workspace: OpenWorkspace, search: ConsentSearch, limit: number): Promise<ConsentPage>;
  readApiConsent(workspace: OpenWorkspace, address: string): Promise<ConsentOfPerson>;
  changeApiConsent(workspace: OpenWorkspace, said: SaidByKey & { optedOut: boolean }): Promise<ConsentOutcome>;
  endApiOptOut(workspace: OpenWorkspace, said: SaidByKey): Promise<ConsentOutcome>;
}

export function consentsCalls(door: ConsentCalls) {
  async function toldChange(workspace: OpenWorkspace, number: string, outcome: ConsentOutcome) {
    const { state } = await door.readApiConsent(workspace, number);
    const reason = outcome === 'stopped' ? 'customer-opted-out' : null;
    return { number, state: state ?? 'none', changed: outcome === 'changed', reason };
  }

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
      const number = numberIn(workspace, params);
      const { state, evidence } = await door.readApiConsent(workspace, number);
      return {
        number,
        state: state ?? 'none',
        scope: reachFor(number, workspace.settings.consentScope),
        evidence: evidence.map(({ at, state: said, source, words, saidTo, reason, origin }) => ({
          ...{ at: at.toISOString(), state: said, source, words, said_to: saidTo, reason, origin },
        })),
      };
    },

    async change({ workspace, params, body, keyName }: Call): Promise<unknown> {
      const { state, source } = body as { state: 'opted-in' | 'opted-out'; source: string };
      const number = numberIn(workspace, params);
      const said = { address: number, optedOut: state === 'opted-out', reason: readSource(source), keyName };
      return toldChange(workspace, number, await door.changeApiConsent(workspace, said));
    },

    async end({ workspace, params, query, keyName }: Call): Promise<unknown> {
      const reason = readSource(String(query['source'] ?? ''));
      const number = numberIn(workspace, params);
      const ended = await door.endApiOptOut(workspace, { address: number, reason, keyName });
      return toldChange(workspace, number, ended);
    },
  };
}

function numberIn(workspace: OpenWorkspace, params: Call['params']): string {
  const country = countryFor(workspace, preferredSender(workspace, null)) ?? undefined;
  const number = toE164(params['number'] ?? '', country);
  if (number === null) throw new AppError('not-found', { kind: 'api-not-found', what: 'number' });
  return number;
}

/** A change without its source is no evidence. */
function readSource(source: string): string {
  throwIf({ '/source': !isVisible(source) });
  return wellFormed(source).trim();
}

// The API's calls for the data connectors of Intercom: flat objects in and out, without a null, since each field is mapped.
import type { OpenWorkspace } from '../../services/context.ts';
import type { readSmsStatus } from '../../services/texts/read-sms-status.ts';
import type { SentByApi } from '../../services/texts/send-by-api.ts';
import type { ConnectorAsked } from '../../services/texts/send-by-connector.ts';
import type { Call } from './call.ts';
import { readBlock, senderIn } from './series.ts';

export interface ConnectorCalls {
  sendByConnector(workspace: OpenWorkspace, asked: ConnectorAsked): Promise<SentByApi>;
  readSmsStatus(workspace: OpenWorkspace, asked: Parameters<typeof readSmsStatus>[2]): ReturnType<typeof readSmsStatus>;
}

export function connectorsCalls(door: ConnectorCalls) {
  return {
    /** A message goes before a template. */
    async send({ workspace, query, body, once }: Call): Promise<unknown> {
      const given = body as Readonly<Record<string, unknown>>;
      const { to, values } = readBlock(workspace, given);
      const { status, reason, textId } = await door.sendByConnector(workspace, {
        ...{ to, values, message: textIn(given, 'message'), template: textIn(given, 'template') },
        ...{ from: senderIn(workspace, query['from']), once, run: textIn(given, 'once').trim() },
        purpose: query['purpose'] === 'marketing' ? 'marketing' : 'transactional',
      });
      return { status, reason: reason ?? '', text_id: textId ?? '' };
    },

    async status({ workspace, body }: Call): Promise<unknown> {
      const given = body as Readonly<Record<string, unknown>>;
      const textId = textIn(given, 'text_id').trim();
      const asked = { to: textId === '' ? readBlock(workspace, given).to : null, textId: textId || null };
      const { status, reason, textId: id, sentAt, hasReplied, consent } = await door.readSmsStatus(workspace, asked);
      return {
        ...{ status, reason: reason ?? '', text_id: id ?? '', sent_at: sentAt?.toISOString() ?? '' },
        ...{ has_replied: hasReplied, consent: consent ?? 'none' },
      };
    },
  };
}

function textIn(given: Readonly<Record<string, unknown>>, name: string): string {
  const value = given[name];
  return value === undefined || value === null ? '' : String(value);
}

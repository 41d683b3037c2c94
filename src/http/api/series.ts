// The API's calls for a Series, whose webhook block sends one flat object.
import { seriesNames } from '../../domain/api/catalogue.ts';
import { AppError } from '../../domain/errors.ts';
import { toE164 } from '../../domain/numbers/phone-number.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { OpenWorkspace } from '../../services/context.ts';
import type { SentByApi } from '../../services/texts/send-by-api.ts';
import type { SeriesAsked } from '../../services/texts/send-series.ts';
import type { Call } from './call.ts';
import { ways } from './contacts.ts';
import { tellSent } from './sent.ts';
import { throwIf } from './values.ts';

export interface SeriesCalls {
  sendSeries(workspace: OpenWorkspace, asked: SeriesAsked): Promise<SentByApi | null>;
}

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const LONGEST_MS = 30 * unitMs.d;

export function seriesCalls(door: SeriesCalls) {
  return {
    async send({ workspace, params, query, body }: Call): Promise<unknown> {
      const sent = await door.sendSeries(workspace, {
        template: params['template'] ?? '',
        step: String(query['step'] ?? ''),
        windowMs: readWindow(String(query['window'] ?? '24h')),
        from: senderIn(workspace, query['from']),
        purpose: query['purpose'] === 'marketing' ? 'marketing' : 'transactional',
        ...readBlock(workspace, body as Readonly<Record<string, unknown>>),
      });
      if (sent === null) throw new AppError('not-found', { kind: 'api-not-found', what: 'template' });
      return tellSent(sent);
    },
  };
}

function readWindow(window: string): number {
  const unit = window.at(-1);
  const ms = Number.parseInt(window, 10) * unitMs[unit === 'm' || unit === 'd' ? unit : 'h'];
  throwIf({ '/window': ms > LONGEST_MS });
  return ms;
}

export function senderIn(workspace: OpenWorkspace, from: unknown): string | null {
  if (from === undefined) return null;
  const sender = toE164(String(from), countryOf(workspace));
  throwIf({ '/from': sender === null || !workspace.senders.includes(sender) });
  return sender;
}

/** The first name that has a value counts; null for none. A contact without a value, such as one without an e-mail, is nobody's mistake. */
export function readBlock(
  workspace: OpenWorkspace,
  block: Readonly<Record<string, unknown>>,
): Pick<SeriesAsked, 'to' | 'values'> {
  const given = seriesNames.filter((name) => Object.hasOwn(block, name));
  throwIf({ '/contact_id': given.length === 0 });
  const name = given.find((one) => textOf(block[one]) !== '');
  if (name === undefined) return { to: null, values: block };
  const value = textOf(block[name]);
  if (name !== 'phone') return { to: { by: ways[name], value }, values: block };
  const number = toE164(value, countryOf(workspace));
  return { to: number === null ? 'unreadable' : { by: 'number', value: number }, values: block };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

function countryOf(workspace: OpenWorkspace): string | undefined {
  return countryFor(workspace, preferredSender(workspace, null)) ?? undefined;
}

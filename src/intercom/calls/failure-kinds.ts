// The kinds of failed answers of Intercom: those that its Ruby client has classes for, and some newer ones.
import type { IntercomFailureKind } from '../../domain/intercom-failure.ts';

interface Failed {
  /** Null without an answer. */
  status: number | null;
  code: string | null;
  said: string;
  isBlocked: boolean;
  neverConnected: boolean;
}

/** Codes that say more than their status. Source: intercom-ruby, lib/intercom/request.rb, and the codes of the API description. */
const kindsOfCodes: Readonly<Record<string, IntercomFailureKind>> = {
  api_plan_restricted: 'not-paid',
  contact_merged: 'merged',
  scroll_exists: 'scroll-open',
  not_restorable: 'contact-blocked',
  resource_conflict: 'duplicate',
  conflict: 'duplicate',
  data_connector_in_use: 'in-use',
  type_mismatch: 'bad-request',
  token_revoked: 'token-refused',
  token_blocked: 'token-refused',
  token_expired: 'token-refused',
  token_not_found: 'token-refused',
  token_unauthorized: 'forbidden',
  service_unavailable: 'unavailable',
  rate_limit_exceeded: 'rate-limited',
  too_many_requests: 'rate-limited',
};

/** Source: developers.intercom.com/docs/references/rest-api/errors/http-responses. */
const kindsOfStatuses: Readonly<Record<number, IntercomFailureKind>> = {
  400: 'bad-request',
  401: 'token-refused',
  403: 'forbidden',
  404: 'not-found',
  409: 'duplicate',
  410: 'gone',
  422: 'bad-request',
  429: 'rate-limited',
  502: 'unavailable',
  503: 'unavailable',
};

export function kindOfFailure({ status, code, said, isBlocked, neverConnected }: Failed): IntercomFailureKind {
  if (status === null) return neverConnected ? 'no-connection' : 'no-answer';
  if (status < 300) return 'unreadable-answer';
  if (isBlocked) return 'contact-blocked';
  if (code === 'parameter_invalid' && /custom attribute .*does not exist/i.test(said)) return 'attribute-unknown';
  if (code === 'parameter_invalid' && /scroll/i.test(said) && /already|exists/i.test(said)) return 'scroll-open';
  return kindsOfCodes[code ?? ''] ?? kindsOfStatuses[status] ?? (status >= 500 ? 'server-failed' : 'other');
}

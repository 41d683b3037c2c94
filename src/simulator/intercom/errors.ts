// Intercom's refusals: a status, a code and a sentence, in the one error shape its REST API has.

/**
 * An operation throws this to answer with an error.
 * Codes are those of https://developers.intercom.com/docs/references/2.17/rest-api/errors/error-codes.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export interface ErrorList {
  type: 'error.list';
  request_id: string;
  errors: { code: string; message: string }[];
}

export function errorList(requestId: string, code: string, message: string): ErrorList {
  return { type: 'error.list', request_id: requestId, errors: [{ code, message }] };
}

export function invalidParameter(message: string): Refusal {
  return new Refusal(400, 'parameter_invalid', message);
}

export function missingParameter(name: string): Refusal {
  return new Refusal(400, 'parameter_not_found', `${name} is required`);
}

export function notFound(message = 'Resource Not Found'): Refusal {
  return new Refusal(404, 'not_found', message);
}

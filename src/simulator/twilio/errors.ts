// Twilio's refusals: a status, a code and a sentence, in the one error shape its REST API has.

/** A refusal as Twilio words it on the wire: `{ code, message, more_info, status }`. */
export class RestError extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: number, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }

  toJSON(): Record<string, unknown> {
    const { code, message, status } = this;
    return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  }
}

// Holds every answer of the API that a test gets against the description.
import { operations } from '../../src/domain/api/catalogue.ts';
import { problemSchema } from '../../src/domain/api/schemas.ts';
import { bodyCheck } from '../../src/lib/checked-input.ts';

const calls = operations.map(({ method, path, answer, isLines = false }) => ({
  method,
  isLines,
  pattern: new RegExp(`^/api/v1${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  check: bodyCheck(answer),
}));
const checkProblem = bodyCheck(problemSchema);

/** Throws where the answer to a call of the API is not as its description says. `path`: as it was sent. */
export function requireDescribed(method: string, path: string, { status, text }: { status: number; text: string }) {
  const [at = ''] = path.split('?');
  if (!/^\/api\/v1\/(?!openapi\.json)/.test(at) || method === 'HEAD') return;
  const call = calls.find((one) => one.method === method && one.pattern.test(at));
  if (status < 400 && call === undefined) throw new Error(`${method} ${at} answers ${status}, and is not described`);
  const answers = status < 400 && call?.isLines ? text.trim().split('\n') : [text];
  const check = status < 400 && call ? call.check : checkProblem;
  const faults = answers.flatMap((one) => (one === '' ? [] : check(JSON.parse(one))));
  if (faults.length > 0) throw new Error(`${method} ${at} answers ${status}, with ${JSON.stringify(faults)}`);
}

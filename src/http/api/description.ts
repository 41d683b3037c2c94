// The description of the API, made of the schemas that check its calls. Source: OpenAPI 3.1.
import { type OperationId, operations } from '../../domain/api/catalogue.ts';
import { type Operation, onceSchema, type Schema } from '../../domain/api/operations.ts';
import { problemSchema } from '../../domain/api/schemas.ts';
import { apiTitle, describedAs, operationWords } from '../../words/api.ts';

/** The description's own, which grows with its calls. */
export const VERSION = '1.0.0';

const header = (description: string) => ({ description, schema: { type: 'string' } });
const headers = {
  RateLimit: header(describedAs.quota),
  'RateLimit-Policy': header(describedAs.quotaPolicy),
  'Retry-After': header(describedAs.retryAfter),
};
const quota = {
  RateLimit: { $ref: '#/components/headers/RateLimit' },
  'RateLimit-Policy': { $ref: '#/components/headers/RateLimit-Policy' },
};
const once = { name: 'Idempotency-Key', in: 'header', description: describedAs.once, schema: onceSchema };

/** `publicUrl`: of the service. */
export function describeApi(publicUrl: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const described = { ...paths[operation.path], [operation.method.toLowerCase()]: describe(operation) };
    paths[operation.path] = described;
  }
  return {
    openapi: '3.1.0',
    info: { title: apiTitle, version: VERSION, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: problemSchema },
      headers,
      responses: {
        Problem: {
          description: describedAs.problem,
          headers: { ...quota, 'Retry-After': { $ref: '#/components/headers/Retry-After' } },
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

function describe(operation: Operation & { id: OperationId }): object {
  const { id, scope, params, query, body, mayBeEmpty, mayGoOn, isLines, answer, isOnce } = operation;
  return {
    operationId: id,
    summary: operationWords[id],
    description: describedAs.needs(scope),
    parameters: [
      ...parametersIn('path', params, true),
      ...parametersIn('query', query, false),
      ...(isOnce ? [once] : []),
    ],
    ...(body === null ? {} : { requestBody: { required: !mayBeEmpty, content: isLines ? lines(body) : json(body) } }),
    responses: {
      '200': { description: describedAs.answer, headers: quota, content: isLines ? lines(answer) : json(answer) },
      ...(mayGoOn ? { '202': { description: describedAs.later, headers: quota, content: json(answer) } } : {}),
      '4XX': { $ref: '#/components/responses/Problem' },
      '5XX': { $ref: '#/components/responses/Problem' },
    },
  };
}

function parametersIn(place: 'path' | 'query', schemas: Readonly<Record<string, Schema>>, required: boolean): object[] {
  return Object.entries(schemas).map(([name, schema]) => ({ name, in: place, required, schema }));
}

/** The schema of one line. */
function lines(schema: Schema): object {
  return { 'application/x-ndjson': { schema } };
}

function json(schema: Schema): object {
  return { 'application/json': { schema } };
}

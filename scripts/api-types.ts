// Prints the API as TypeScript: the answer, the body and the query of each call, for a program that makes the calls.
import { compile } from 'json-schema-to-typescript';
import { operations } from '../src/domain/api/catalogue.ts';
import { problemSchema } from '../src/domain/api/schemas.ts';

const options = { bannerComment: '', format: true, additionalProperties: false };

export async function apiTypes(): Promise<string> {
  const named = operations.flatMap(({ id, query, body, answer }) => {
    const name = `${id.slice(0, 1).toUpperCase()}${id.slice(1)}`;
    const asked = { type: 'object', additionalProperties: false, properties: query };
    return [
      [`${name}Answer`, answer] as const,
      ...(body === null ? [] : [[`${name}Body`, body] as const]),
      ...(Object.keys(query).length === 0 ? [] : [[`${name}Query`, asked] as const]),
    ];
  });
  const all = [['Problem', problemSchema] as const, ...named];
  const types = await Promise.all(
    all.map(([name, schema]) => compile(structuredClone(schema) as object, name, options)),
  );
  return types.join('');
}

if (process.argv[1] === import.meta.filename) process.stdout.write(await apiTypes());

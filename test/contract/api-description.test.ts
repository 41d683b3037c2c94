// The description of the API, held to the rules of a linter, and the types that are made of its schemas.
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { apiTypes } from '../../scripts/api-types.ts';
import { describeApi } from '../../src/http/api/description.ts';
import { expect, test } from '../support/jest-globals.ts';

test('the description keeps to the strict rules of its linter', async () => {
  const source = JSON.stringify(describeApi('https://sms.threadwire.test'));
  const config = await createConfig({ extends: ['recommended-strict'] });
  const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config });
  const told = problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]);
  expect(told).toEqual([]);
});

test('the types have each body and answer', async () => {
  const types = await apiTypes();
  expect(types).toMatch(
    /export interface ChangeConsentBody \{\s+state: "opted-in" \| "opted-out";\s+source: string;\s+\}/,
  );
  expect(types).toMatch(/export interface ListTextsQuery \{[^}]*\blimit\?: number;/s);
  expect(types).toContain('export interface ReadTextAnswer');
});

// Hostile searches of texts: each gets a page, and none costs more than an ordinary one.
import { expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { begin, closeStages } from '../support/story.ts';

closeStages();

const uuid = '01900000-0000-7000-8000-000000000000';

test('any query gets a page, and any other id is not found', async () => {
  const { world } = await begin();
  const visitor = await signIn(world);
  const answers: [string, number][] = [];
  const ask = async (path: string) => {
    await visitor.goes(`${world.serviceUrl}${path}`);
    answers.push([path.slice(0, 40), visitor.page.status]);
  };
  const values = [
    'a'.repeat(6_000),
    '%00%01%1f',
    '%25_%5C%27%22;--',
    '%ED%A0%80',
    '%E2%80%AE',
    '1'.repeat(50),
    '&%7C!:*()',
    '٠١٢٣',
  ];
  for (const value of values)
    for (const name of ['q', 'agent', 'since', 'before']) await ask(`/texts?${name}=${value}`);
  await ask('/texts?q=a&q=b&state=held&state=failed');
  await ask(`/texts?before=${uuid}`);
  await ask(`/texts/scheduled?after=9999-99-99_${uuid}`);
  await ask(`/texts/scheduled?after=2026-01-01T00:00:00Z_${uuid}`);
  await ask('/texts/held?before=%00');
  expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
  for (const id of [uuid, 'x', '%00', '..%2f..', '1 OR 1=1', 'a'.repeat(3_000)]) {
    await visitor.goes(`${world.serviceUrl}/texts/${id}`);
    expect([id.slice(0, 20), visitor.page.status]).toEqual([id.slice(0, 20), 404]);
  }
});

// Scores by rules: what raises and what lowers them, and what an agent is told.
import { scoreConversation } from '../../src/assist/scoring.ts';
import type { Turn } from '../../src/domain/assist.ts';
import { expect, test } from '../support/jest-globals.ts';

const says = (role: Turn['role'], minute: number | null, content: string): Turn => ({
  role,
  content,
  at: minute === null ? null : minute * 60_000,
});
const kinds = async (turns: readonly Turn[]) => (await scoreConversation(turns)).notes.map(({ kind }) => kind);

test('a quick kind answer and thanks score high, without a note', async () => {
  const scored = await scoreConversation([
    says('customer', 0, 'where is my parcel?'),
    says('agent', 3, 'Hello! Sorry for the wait, it arrives today. Happy to help.'),
    says('customer', 5, 'great, thank you!'),
  ]);
  expect(scored.overall).toBeGreaterThan(0.9);
  expect(scored.notes).toEqual([]);
  expect(scored.dimensions).toContainEqual({
    name: 'first_answer',
    score: 1,
    evidence: { kind: 'minutes', minutes: 3 },
  });
  expect(scored.dimensions).toContainEqual({
    name: 'answered',
    score: 1,
    evidence: { kind: 'answered', of: 1, answered: 1 },
  });
});

test('a harsh late answer to an angry customer is noted', async () => {
  const turns = [
    says('customer', 0, 'the vase came broken, this is unacceptable'),
    says('agent', 300, 'As I said, not my problem.'),
    says('customer', 310, 'worst service ever, my lawyer will call'),
  ];
  expect((await scoreConversation(turns)).overall).toBeLessThan(0.3);
  expect(await kinds(turns)).toEqual(['slow-first-answer', 'unanswered', 'harsh', 'no-apology', 'left-unhappy']);
});

test('times that nobody knows are left out', async () => {
  const { dimensions } = await scoreConversation([
    says('customer', null, 'open?'),
    says('agent', null, 'Yes, welcome!'),
  ]);
  expect(dimensions.map(({ name }) => name)).toEqual(['answered', 'tone', 'resolved']);
});

test('two questions in a row are one, answered once', async () => {
  const { dimensions } = await scoreConversation([
    says('customer', 0, 'hi'),
    says('customer', 1, 'do you have size 42'),
    says('agent', 2, 'Yes, of course'),
  ]);
  expect(dimensions).toContainEqual(
    expect.objectContaining({ name: 'answered', evidence: { kind: 'answered', of: 1, answered: 1 } }),
  );
});

test('an empty conversation and a very long one are scored', async () => {
  expect(await scoreConversation([])).toMatchObject({ overall: 1 });
  const long = Array.from({ length: 5000 }, (_, index) =>
    says(index % 2 ? 'agent' : 'customer', index, 'x'.repeat(50)),
  );
  const { overall } = await scoreConversation(long);
  expect(overall).toBeGreaterThanOrEqual(0);
  expect(overall).toBeLessThanOrEqual(1);
});

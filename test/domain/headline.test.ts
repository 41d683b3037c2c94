// The headline tells the findings that stop something, and the numbers concerned.
import type { Finding, Flow } from '../../src/domain/doctor/finding.ts';
import { headlineOf } from '../../src/domain/doctor/headline.ts';
import { headlineWords } from '../../src/words/doctor/headline.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const OURS = ['+14155550100', '+14155550101'];
const fine: Finding = { severity: 'fine', found: { check: 'queue', kind: 'in-time' }, fix: null };
const untried: Finding = { severity: 'fine', found: { check: 'first-text', kind: 'none-yet' }, fix: null };
const said = { found: { check: 'queue', kind: 'stuck', seconds: 900 }, fix: null } as const;
const trouble = (stops: readonly Flow[], senders?: readonly string[]): Finding => ({
  ...said,
  severity: 'broken',
  stops,
  ...(senders ? { senders } : {}),
});
const warning = (stops: readonly Flow[] = []): Finding => ({ ...said, severity: 'warning', stops });

describe('the headline', () => {
  test.each<[words: string, findings: Finding[], senders?: readonly string[]]>([
    ['Everything works', [fine]],
    ['Ready for the first text', [fine, untried]],
    ['Nothing to check yet', []],
    ['One thing to look at', [warning(), fine]],
    ['One thing is broken', [trouble([]), warning()]],
    ['No text can be sent or received', [trouble(['sending', 'receiving'])]],
    ['No text can be sent or received', [trouble(['sending']), trouble(['receiving'])]],
    ['No text can be sent', [warning(['sending'])]],
    ['No text comes in', [trouble(['receiving']), trouble([])]],
    ['No text comes in, and replies are not texted', [trouble(['receiving', 'replies', 'notes'])]],
    ['Agents’ replies are not texted', [trouble(['replies'])]],
    ['Agents are not told of texts that fail', [trouble(['notes'])]],
    ['Some texts do not get through', [trouble(['receiving'], OURS.slice(0, 1))]],
    ['No text comes in', OURS.map((sender) => trouble(['receiving'], [sender]))],
    ['No text can be sent', OURS.map((sender) => trouble(['sending'], [sender]))],
    ['No text can be sent or received', [trouble(['sending', 'receiving'], OURS)]],
    // A number that is no longer ours counts for nothing.
    ['Some texts do not get through', [trouble(['sending'], ['+14155550199', '+14155550100'])]],
    // Where we have no number, nothing is lost with one, and nothing works either.
    ['No text can be sent', [trouble(['sending'], [])], []],
  ])('says “%s”', (words, findings, senders = OURS) => {
    expect(headlineWords(headlineOf(findings, senders))).toBe(words);
  });

  test('never says that all works while a finding stops something', () => {
    const flows: Flow[] = ['sending', 'receiving', 'replies', 'notes'];
    for (const flow of flows)
      for (const senders of [undefined, OURS, OURS.slice(1), []])
        for (const severity of ['broken', 'warning'] as const) {
          const found = { ...trouble([flow], senders), severity } as Finding;
          expect(headlineWords(headlineOf([fine, found], OURS))).not.toMatch(/works|Ready/);
        }
  });
});

// Thousands of numbers to text from: searched as people type them, and shown a few at a time.
import { sendersScreen } from '../../src/services/panel/choice-screens.ts';
import { emptyDraft, type PanelRequest } from '../../src/services/panel/panel-request.ts';
import { renderPanel } from '../../src/views/panel/panel.ts';
import { expect, test } from '../support/jest-globals.ts';

const numbers = ['+442079460123', ...Array.from({ length: 4_999 }, (_, index) => `+1415${2_000_000 + index}`)];
const senderDetails = numbers.map((address, index) => ({
  address,
  sid: null,
  label: index === 7 ? 'Desk 1' : null,
  teamId: null,
  webhookBefore: null,
  defaultCountry: null,
  serviceSid: null,
  isChosen: true,
}));

function search(query: string, page = 1) {
  const workspace = { id: 'acme', timezone: 'UTC', senders: numbers, senderDetails, services: [] };
  const memory = { nonce: null, draft: emptyDraft };
  const now = new Date('2026-11-30T09:00:00Z');
  const request = { workspace, memory, input: { query }, flash: null, now } as unknown as PanelRequest;
  return sendersScreen(request, page);
}

test.each([
  ['020 7946', '+442079460123'],
  ['+44 20 79', '+442079460123'],
  ['(415) 200-0042', '+14152000042'],
  ['desk 1', numbers[7]],
])('%j finds %s alone', (query, address) => {
  expect(search(query).senders.map((one) => one.address)).toEqual([address]);
});

test('the last of many pages is a small canvas', () => {
  const screen = search('', 9_999);
  expect([screen.page, screen.pages]).toEqual([625, 625]);
  expect(JSON.stringify(renderPanel(screen)).length).toBeLessThan(4_000);
});

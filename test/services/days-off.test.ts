// The days off of a text: its customer's holidays, by their contact's place or their number, and the workspace's own.
import { defaultSettings, type Settings } from '../../src/domain/settings/settings.ts';
import type { ContactZones } from '../../src/domain/times/customer-zone.ts';
import { readContact } from '../../src/intercom/shapes/contacts.ts';
import { daysOffFor, listDaysOff } from '../../src/services/texts/days-off.ts';
import { expect, test } from '../support/jest-globals.ts';

const from = new Date('2026-12-20T12:00:00Z');
/** Thanksgiving of 2026, German Unity Day, Epiphany in Bavaria, Christmas, and a day of nobody's. */
const dates = ['2026-11-26', '2027-01-06', '2026-12-25', '2026-12-22'];

async function off(settings: Partial<Settings>, address: string, zones: ContactZones | null = null): Promise<string[]> {
  const isDayOff = await daysOffFor({ settings: { ...defaultSettings, ...settings } }, { address, zones }, from);
  return dates.filter((date) => isDayOff(date, 'UTC'));
}

test('holidays are those of the contact’s place, else of the number', async () => {
  const contact = readContact({
    id: '5d8f',
    location: { type: 'location', country: 'Germany', region: 'Bavaria', city: 'Munich' },
    custom_attributes: {},
  });
  const zones = contact.ok ? contact.value.zones : null;
  expect(zones).toMatchObject({ country: 'DE', region: 'Bavaria' });
  expect(await off({ holidays: true }, '+14155550132')).toEqual(['2026-11-26', '2026-12-25']);
  expect(await off({ holidays: true }, '+14155550132', zones)).toEqual(['2027-01-06', '2026-12-25']);
  expect(await off({ holidays: true }, 'AlphaName')).toEqual([]);
});

test('without the choice the workspace’s own days count alone', async () => {
  expect(await off({}, '+14155550132')).toEqual([]);
  expect(await off({ daysOff: '12-22' }, '+14155550132')).toEqual(['2026-12-22']);
  expect(await off({ daysOff: '12-22', holidays: true }, 'AlphaName')).toEqual(['2026-12-22']);
});

test('the settings list the next days off of our numbers’ countries', async () => {
  const settings = { ...defaultSettings, holidays: true, daysOff: '2026-12-24' };
  const listed = await listDaysOff(
    { settings, senders: ['+14155550100', '+442079460000', '+14155550101'] },
    '2026-12-20',
  );
  expect(listed.slice(0, 3)).toEqual([
    { date: '2026-12-24', isOwn: true, holidays: [] },
    {
      date: '2026-12-25',
      isOwn: false,
      holidays: [
        { country: 'US', name: 'Christmas Day' },
        { country: 'GB', name: 'Christmas Day' },
      ],
    },
    expect.objectContaining({ date: '2026-12-26', isOwn: false }),
  ]);
});

// Contact cards and appointments, as phones send them.
import { readAppointments, readContactCards } from '../../src/lib/cards.ts';
import { expect, test } from '../support/jest-globals.ts';

const file = (...lines: string[]) => `${lines.join('\r\n')}\r\n`;
const none = { name: '', organization: '', phones: [], emails: [], addresses: [], urls: [], note: '' };

test('a card of an iPhone is read, without its picture', async () => {
  const card = file(
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:Brown;Maya;;;',
    'FN:Maya Brown',
    'ORG:Harbour Books;Desk',
    'item1.TEL;type=CELL;type=pref:+1 415 555 0101',
    'EMAIL;TYPE=INTERNET:maya@shop.example',
    'ADR;type=HOME:;;1 Example St;San Francisco;CA;94105;USA',
    'PHOTO;ENCODING=b;TYPE=JPEG:AAAA',
    ' AAAA',
    'END:VCARD',
  );
  expect(await readContactCards(card)).toEqual([
    {
      ...none,
      name: 'Maya Brown',
      organization: 'Harbour Books, Desk',
      phones: ['+1 415 555 0101'],
      emails: ['maya@shop.example'],
      addresses: ['1 Example St, San Francisco, CA, 94105, USA'],
    },
  ]);
});

test('a card of an old Android phone is read', async () => {
  const name = 'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;=C3=84n=\r\nne;;;';
  const card = file('BEGIN:VCARD', 'VERSION:2.1', name, 'TEL;CELL;PREF:0176123', 'END:VCARD');
  expect(await readContactCards(card)).toEqual([{ ...none, name: 'Änne Müller', phones: ['0176123'] }]);
});

test('several cards are read, and what is no card is not', async () => {
  const card = file('BEGIN:VCARD', 'VERSION:4.0', 'FN:Ann', 'TEL;VALUE=uri:tel:+1-555', 'END:VCARD');
  expect((await readContactCards(card + card))?.map(({ name, phones }) => [name, phones])).toEqual([
    ['Ann', ['+1-555']],
    ['Ann', ['+1-555']],
  ]);
  for (const text of ['', 'STOP', 'BEGIN:VCARD', file('BEGIN:VCARD', 'no property', 'END:VCARD')])
    expect(await readContactCards(text)).toBeNull();
});

test('appointments are read with their zone', async () => {
  const calendar = file(
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    'DTSTART;TZID=Europe/Berlin:20261201T090000',
    'DTEND;TZID=Europe/Berlin:20261201T100000',
    'SUMMARY:Fitting',
    'LOCATION:Shop\\, back room',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'DTSTART:20261202T080000Z',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20261203',
    'END:VEVENT',
    'END:VCALENDAR',
  );
  const events = await readAppointments(calendar);
  expect(events?.map(({ title, place, from, to, zone }) => [title, place, from, to, zone])).toEqual([
    ['Fitting', 'Shop, back room', '2026-12-01T09:00:00', '2026-12-01T10:00:00', 'Europe/Berlin'],
    ['', '', '2026-12-02T08:00:00', '', 'UTC'],
    ['', '', '2026-12-03', '', null],
  ]);
  expect(await readAppointments('BEGIN:VCALENDAR')).toBeNull();
});

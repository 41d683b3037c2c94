// Types of files as their bytes tell them.
import { readFileType, textIn } from '../../src/lib/file-type.ts';
import { expect, test } from '../support/jest-globals.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
const HEIC = Buffer.from('000000186674797068656963000000006d69663168656963', 'hex');

test.each([
  ['a picture that claims to be text', PNG, 'text/plain', 'image/png'],
  ['HEIC', HEIC, 'image/jpeg', 'image/heic'],
  ['PDF', Buffer.from('%PDF-1.7\n'), 'image/png', 'application/pdf'],
  ['a page that claims to be a picture', Buffer.from('<!doctype html><script>1</script>'), 'image/png', 'text/plain'],
  ['SVG', Buffer.from('<?xml version="1.0"?><svg onload="x"/>'), 'image/png', 'image/svg+xml'],
  ['plain words', Buffer.from('Grüße'), 'application/octet-stream', 'text/plain'],
  ['a table', Buffer.from('a,b\n1,2'), 'text/csv', 'text/csv'],
  ['a contact card', Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD'), 'text/plain', 'text/vcard'],
  ['an appointment', Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR'), 'x', 'text/calendar'],
  ['a voice message', Buffer.from('#!AMR\n\u0004'), 'audio/amr', 'audio/amr'],
  ['bytes that tell nothing', Buffer.from([0, 1, 2, 3]), 'image/png', null],
])('%s', async (_name, bytes, claimed, type) => {
  expect(await readFileType(bytes, claimed)).toBe(type);
});

test('words are read in usual encodings, without a cut character', () => {
  expect(textIn(Buffer.from('Grüße'))).toBe('Grüße');
  expect(textIn(Buffer.from('Grüße', 'latin1'))).toBe('Grüße');
  expect(textIn(Buffer.from('\ufeffGrüße', 'utf16le'))).toBe('Grüße');
  expect(textIn(Buffer.from('Grüße').subarray(0, 3))).toBe('Gr');
  expect(textIn(Buffer.from([0x50, 0x4b, 0x03, 0x04]))).toBeNull();
});

// MMS or a link: by our number, the customer's country and the size of a file.
import { carriageTo, limitsOf, mmsKindOf, reachOf } from '../../../src/domain/media/carriage.ts';
import { type KeptFile, pictureSizeFor, planSending } from '../../../src/domain/media/sending-plan.ts';
import { isShown, plainName } from '../../../src/domain/media/served-file.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';

const american = { address: '+14155550100', sendsMedia: true };
const mms = carriageTo(american, '+14155550132');

describe('the carriage', () => {
  test.each([
    ['+14155550100', '+16045550132', 'mms'],
    ['+16045550100', '+14155550132', 'mms'],
    ['+18005550100', '+14155550132', 'mms'],
    ['+61412345678', '+61487654321', 'mms'],
    ['+14155550100', '+442079460123', 'country'],
    ['+61412345678', '+14155550132', 'country'],
    ['+447700900123', '+447700900456', 'country'],
    ['+14155550100', 'whatsapp:+14155550132', 'channel'],
    ['+14155550100', 'rcs:+14155550132', 'channel'],
    ['Threadwire', '+14155550132', 'sender'],
  ])('from %s to %s is %s', (address, to, expected) => {
    const carriage = carriageTo({ address, sendsMedia: null }, to);
    expect(carriage.kind === 'link' ? carriage.why : carriage.kind).toBe(expected);
  });

  test('is a link where Twilio lists no MMS for our number', () => {
    expect(carriageTo({ ...american, sendsMedia: false }, '+14155550132')).toStrictEqual({
      kind: 'link',
      why: 'sender',
    });
  });

  test('of a short code is MMS only where Twilio says so', () => {
    const reach = [true, null].map((sendsMedia) => reachOf({ address: '72345', sendsMedia }));
    expect(reach).toStrictEqual([['US', 'CA'], []]);
  });

  test.each([
    ['+14155550100', 'long-code', 1_000_000],
    ['+18005550100', 'toll-free', 600_000],
    ['72345', 'short-code', 600_000],
  ])('of %s has the size of a %s', (address, type, pictureBytes) => {
    expect(limitsOf(address)).toStrictEqual({ type, pictureBytes, otherBytes: 500_000 });
  });

  test('knows which files phones get by MMS', () => {
    const kinds = ['image/png', 'text/vcard', 'application/pdf', 'image/svg+xml', 'image/heic'].map(mmsKindOf);
    expect(kinds).toStrictEqual(['picture', 'other', 'none', 'none', 'none']);
  });
});

const file = (id: string, type: string, size: number): KeptFile => ({ id, type, name: null, size });
const photo = file('photo', 'image/jpeg', 400_000);
const other = file('other', 'image/jpeg', 700_000);
const letter = file('letter', 'application/pdf', 90_000);
const film = file('film', 'video/mp4', 600_000);

describe('the plan', () => {
  test('puts pictures together as far as one MMS holds them', () => {
    const { messages, links } = planSending([photo, photo, other], mms, 'mms-or-link');
    expect({ messages, links }).toStrictEqual({ messages: [[photo, photo], [other]], links: [] });
  });

  test('links what MMS does not carry', () => {
    const { messages, links, refused } = planSending([photo, letter, film], mms, 'mms-or-link');
    expect({ messages, links, refused }).toStrictEqual({ messages: [[photo]], links: [letter, film], refused: [] });
  });

  test('links all where the workspace says so, or no MMS goes there', () => {
    const away = carriageTo(american, '+442079460123');
    expect(planSending([photo, letter], mms, 'link').links).toStrictEqual([photo, letter]);
    expect(planSending([photo], away, 'mms-or-link').links).toStrictEqual([photo]);
  });

  test('refuses with the limit where the workspace wants MMS alone', () => {
    const { refused, links } = planSending([letter, film], mms, 'mms');
    expect({ links, why: refused.map(({ why }) => why) }).toStrictEqual({
      links: [],
      why: [
        { kind: 'no-mms-type', type: 'application/pdf' },
        { kind: 'over-mms', size: 600_000, most: 500_000 },
      ],
    });
    const away = planSending([photo], carriageTo(american, '+442079460123'), 'mms');
    expect(away.refused).toStrictEqual([{ file: photo, why: { kind: 'no-mms', why: 'country' } }]);
  });

  test('shares the room of one MMS among several pictures', () => {
    const sizes = [1, 3, 10].map((files) => pictureSizeFor(mms, 'mms-or-link', files));
    expect(sizes).toStrictEqual([1_000_000, 333_333, 250_000]);
    expect(pictureSizeFor(mms, 'link', 1)).toBeNull();
  });
});

describe('a file that goes out', () => {
  test('is shown only where it is a safe picture', () => {
    const types = ['image/png', 'image/svg+xml', 'text/html', 'application/pdf'];
    expect(types.map(isShown)).toStrictEqual([true, false, false, false]);
  });

  test.each([
    ['Price list 2026 (final).pdf', 'application/pdf', 'Price-list-2026.pdf'],
    ['Größe.png', 'image/png', 'Gro-e.png'],
    ['report.pdf.exe', 'application/pdf', 'report-pdf.pdf'],
    ['../../etc/passwd', 'text/plain', 'etc-passwd.txt'],
    ['"; x="\r\nSet-Cookie: a', 'image/jpeg', 'x-Set-Cookie-a.jpg'],
    ['архив.zip', 'application/zip', 'file.zip'],
    [null, 'image/jpeg', 'picture.jpg'],
    ['x', 'application/octet-stream', 'x'],
  ])('%j of type %s is named %s', (name, type, expected) => {
    expect(plainName(name, type)).toBe(expected);
  });
});

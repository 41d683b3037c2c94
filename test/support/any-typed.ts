// Random words, addresses and times, hostile ones among them.
import fc from 'fast-check';

export const hostile = [
  '**bold** __strong__ `code` [link](https://evil.example) <b>x</b> ![](https://evil.example/x.png)',
  'https://evil.example www.evil.example evil.example me@evil.example mailto:me@evil.example +1 (415) 555-0177 4155550177',
  '# Title\n- item\n1. item\n> quote\n| a | b |\n~~gone~~',
  'x'.repeat(30_000),
  '👨‍👩‍👧‍👦😀'.repeat(3_000),
  '"\\\u0001\u0000\ud800'.repeat(2_000),
  'Z\u0351\u036b\u0343'.repeat(500),
  '\u202eright to left',
  '',
  ' \u200b\ufeff ',
  'constructor',
];
export const typed = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
);
export const maybe = fc.option(typed);
export const address = fc.oneof(
  fc.constantFrom('+14155550132', '+442079460123', '72345', 'ACME', 'whatsapp:+14155550132'),
  typed,
);
export const at = fc.date({ noInvalidDate: true });
export const zone = fc.constantFrom('America/New_York', 'Asia/Kathmandu', 'UTC', 'nonsense', '');
export const id = fc.oneof({ weight: 4, arbitrary: fc.uuid() }, { weight: 1, arbitrary: typed });
export const few = <T>(one: fc.Arbitrary<T>, most = 4) => fc.array(one, { maxLength: most });
export const always = <const T>(value: T) => fc.constant(value);

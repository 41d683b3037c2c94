// Counts the segments of a text that is on its way: as the library does, and a thousand times faster for ordinary words.
import smsSegments from 'sms-segments-calculator';

/** GSM 03.38 without its extension table. */
const basic = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/;
/** The extension table: each takes two places. */
const extended = /[\f^{}\\[~\]|€]/g;
const outside = /[\ud800-\udfff]/;

/** At least 1. `words`: as Twilio gets them. */
export function countSegments(words: string): number {
  const { length } = words;
  if (length === 0) return 1;
  if (basic.test(words)) return length <= 160 ? 1 : Math.ceil(length / 153);
  const plain = words.replace(extended, '');
  // A place at the end of a segment may stay empty before a double character: the library knows.
  if (basic.test(plain)) return 2 * length - plain.length <= 160 ? 1 : byLibrary(words);
  if (length <= 70) return 1;
  return outside.test(words) ? byLibrary(words) : Math.ceil(length / 67);
}

function byLibrary(words: string): number {
  return Math.max(1, new smsSegments.SegmentedMessage(words).segmentsCount);
}

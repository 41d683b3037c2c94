// Reads the answer to an inbound webhook as Twilio does: texts to send, or an error to log.
// https://www.twilio.com/docs/messaging/twiml and /docs/api/errors/11200, 11750, 12100, 12300
const LIMIT_BYTES = 64 * 1024;

interface Reading {
  /** Texts that go to the customer. */
  replies: string[];
  errorCode: number | null;
}

/** Reads an answer; null is one that never came. A plain text is texted as it stands. */
export function repliesOf(answer: { status: number; body: string; contentType: string } | null): Reading {
  if (answer === null || answer.status < 200 || answer.status >= 300) return failed(11200);
  if (Buffer.byteLength(answer.body) > LIMIT_BYTES) return failed(11750);
  const text = answer.body.trim();
  if (text === '') return { replies: [], errorCode: null };
  const type = (answer.contentType.split(';')[0] ?? '').trim().toLowerCase();
  if (type === 'text/plain') return { replies: [text], errorCode: null };
  if (!['text/xml', 'application/xml', 'text/html'].includes(type)) return failed(12300);
  return isResponse(text) ? { replies: messagesIn(text), errorCode: null } : failed(12100);
}

function failed(errorCode: number): Reading {
  return { replies: [], errorCode };
}

function isResponse(xml: string): boolean {
  return /^(<\?xml[^>]*\?>)?\s*<Response\b[^>]*(\/>|>[\s\S]*<\/Response>)$/.test(xml);
}

function messagesIn(xml: string): string[] {
  const texts: string[] = [];
  for (const [, content = ''] of xml.matchAll(/<(?:Message|Sms)\b[^>]*(?<!\/)>([\s\S]*?)<\/(?:Message|Sms)>/g)) {
    const body = /<Body\b[^>]*>([\s\S]*?)<\/Body>/.exec(content)?.[1] ?? content.replace(/<[^>]*>/g, '');
    if (body.trim() !== '') texts.push(decode(body.trim()));
  }
  return texts;
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function decode(xml: string): string {
  return xml.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal));
  });
}

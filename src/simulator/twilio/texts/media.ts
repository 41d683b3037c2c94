// Media of the pretend Twilio: fetched from the sender's URL before sending, served from an origin of their own.
// https://www.twilio.com/docs/messaging/guides/accepted-mime-types
import { createServer } from 'node:http';
import type { MediaRecord, TwilioWorld } from '../state.ts';

/**
 * The place that media URLs redirect to. As with the real one it is another origin, and credentials that are carried
 * over to it are refused.
 */
export async function startMediaStore(
  world: TwilioWorld,
  find: (sid: string) => MediaRecord | undefined,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const media = find((request.url ?? '').slice(1));
    if (request.headers.authorization !== undefined) response.writeHead(400).end();
    else if (!media) response.writeHead(404).end();
    else if (world.mediaFault?.kind === 'hang-up') request.socket.destroy();
    else if (world.mediaFault?.kind === 'too-large') response.writeHead(200, TOO_MANY).write(Buffer.alloc(1_000));
    else if (world.mediaFault?.kind === 'lying-type')
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end(PAGE);
    else response.writeHead(200, { 'content-type': media.contentType }).end(media.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the media store has no TCP address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

const PAGE = '<!doctype html><script>alert(1)</script>';

/** More bytes than a text may have. Nobody waits for the rest of them. */
const TOO_MANY = { 'content-type': 'video/mp4', 'content-length': '25000000' };

/** The status or the address that Twilio's own address of a broken file answers with. */
export function brokenAnswer({ mediaFault, clock }: TwilioWorld, media: MediaRecord): number | string | null {
  switch (mediaFault?.kind) {
    case 'late':
      return clock.now() - media.createdAt < mediaFault.ms ? 404 : null;
    case 'gone':
      return 404;
    case 'protected':
      return 401;
    case 'private-address':
      return 'https://169.254.169.254/latest/meta-data';
    default:
      return null;
  }
}

/**
 * Fetches what is to be sent: first HEAD, then GET, which must agree on the type. Only loopback is ever called; media
 * elsewhere count as fetched. `fault` is the error that the text then ends with.
 */
export async function fetchMedia(
  world: TwilioWorld,
  urls: string[],
): Promise<{ media: MediaRecord[]; fault: number | null }> {
  const media: MediaRecord[] = [];
  for (const url of urls) {
    const fetched = await fetchOne(url);
    if ('fault' in fetched) return { media, fault: fetched.fault };
    media.push({ sid: world.nextSid('ME'), ...fetched, createdAt: world.clock.now(), sourceUrl: url });
  }
  return { media, fault: null };
}

const RETRIEVAL_FAILED = 11200;
const WRONG_TYPE = 12300;

async function fetchOne(url: string): Promise<{ contentType: string; bytes: Uint8Array } | { fault: number }> {
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(URL.parse(url)?.hostname ?? '');
  if (!isLoopback) return { contentType: 'image/jpeg', bytes: new Uint8Array() };
  try {
    const head = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(5000) });
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!head.ok || !response.ok) return { fault: RETRIEVAL_FAILED };
    const contentType = response.headers.get('content-type') ?? '';
    return contentType !== '' && head.headers.get('content-type') === contentType
      ? { contentType, bytes }
      : { fault: WRONG_TYPE };
  } catch {
    // Twilio has one error code for all reasons why a file did not come.
    return { fault: RETRIEVAL_FAILED };
  }
}

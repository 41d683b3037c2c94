// Our addresses that Twilio calls. The `#` part at their end asks it to try again when we are away.

/**
 * Twilio tries again when we are away for a moment, all within 15 seconds, and then calls the fallback URL, which is given
 * as many tries. Source: twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
 */
const TEXT_RETRIES = '#rc=5&ct=2000&rt=4000&rp=5xx,ct,rt';

/**
 * Three more tries with a status that did not reach us.
 * Source: twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
 */
const STATUS_RETRIES = '#rc=3&rp=5xx,ct,rt';

const FALLBACK = 'fallback=1';

interface TextUrls {
  main: string;
  fallback: string;
}

const doorOf = (workspaceId: string) => `/webhooks/twilio/${encodeURIComponent(workspaceId)}`;

/** The addresses for a workspace's texts, as they are set at its numbers and Messaging Services. */
export function textUrls(publicUrl: string, workspaceId: string): TextUrls {
  const door = `${publicUrl}${doorOf(workspaceId)}/messages`;
  return { main: `${door}${TEXT_RETRIES}`, fallback: `${door}?${FALLBACK}${TEXT_RETRIES}` };
}

/** The address for the status of one of our texts. */
export function statusUrl(publicUrl: string, { workspaceId, id }: { workspaceId: string; id: string }): string {
  return `${publicUrl}${doorOf(workspaceId)}/status?message=${id}${STATUS_RETRIES}`;
}

/** Reads a call of Twilio from its path and query: its kind, and the text that a status is about. */
export function readCall(path: string): { kind: 'messages' | 'status'; message: string | null } {
  const { pathname, searchParams } = new URL(path, 'http://here');
  return { kind: pathname.endsWith('/status') ? 'status' : 'messages', message: searchParams.get('message') };
}

/** A path that came without a query, with the one that a proxy may have dropped. */
export function withQuery(path: string, message: string | null): string {
  return `${path}?${message === null ? FALLBACK : `message=${message}`}`;
}

/** True where a URL leads to this workspace, at whichever address the service had. */
export function leadsToUs(url: string, workspaceId: string): boolean {
  return (bare(url).split('?')[0] ?? '').endsWith(`${doorOf(workspaceId)}/messages`);
}

export function asksForRetries(url: string): boolean {
  return /\brp=/.test(url.split('#')[1] ?? '');
}

/** Without the `#` part, which is for Twilio alone. */
export function bare(url: string): string {
  return url.split('#')[0] ?? '';
}

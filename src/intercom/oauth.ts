// OAuth: the page where an admin lets the app into a workspace, and the exchange of the code that they bring back.
import { VendorError } from '../domain/errors.ts';
import type { Secret } from '../lib/sealed.ts';
import { readToken } from './shapes/answers.ts';
import { field, idOf } from './shapes/loose.ts';

const TIMEOUT_MS = 8_000;

export interface OauthApp {
  appUrl: string;
  apiUrl: string;
  clientId: string;
  clientSecret: Secret;
  redirectUri: string;
}

/** No scopes: the app's permissions are set in the Developer Hub. */
export function authorizeUrl(app: OauthApp, state: string): string {
  const query = new URLSearchParams({ client_id: app.clientId, state, redirect_uri: app.redirectUri });
  return `${app.appUrl}/oauth?${query}`;
}

/** The page where an installation from the App Store ends. Source: developers.intercom.com, "Installing and uninstalling apps". */
export function finishUrl(appUrl: string): string {
  return `${appUrl}/appstore/redirect?install_success=true`;
}

/** The same page for a failed installation: Intercom shows the problem. */
export function failureUrl(appUrl: string, problem: string): string {
  return `${appUrl}/appstore/redirect?${new URLSearchParams({ install_success: 'false', error_message: problem })}`;
}

/** Uses the code up in any case; throws a VendorError when Intercom refuses it or does not answer. */
export async function exchangeCode(app: OauthApp, code: string): Promise<Secret> {
  const body = { code, client_id: app.clientId, client_secret: app.clientSecret.reveal() };
  let status: number | null = null;
  try {
    const response = await fetch(`${app.apiUrl}/auth/eagle/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    status = response.status;
    const token = readToken(await response.json());
    if (response.ok && token.ok) return token.value;
  } catch (error) {
    throw failure(status, error);
  }
  throw failure(status, undefined);
}

function failure(status: number | null, cause: unknown): VendorError {
  const certainty = status !== null && status < 500 ? 'refused' : 'unknown';
  const operation = 'POST /auth/eagle/token';
  return new VendorError({ vendor: 'intercom', operation, certainty, status, vendorCode: null, cause });
}

/** The workspace that an uninstall notice names; null when it names none. The notice carries no proof of its origin. */
export function parseUninstall(body: unknown): string | null {
  return idOf(field(body, 'app_id'));
}

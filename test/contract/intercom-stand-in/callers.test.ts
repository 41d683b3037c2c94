// Holds the pretend Intercom to the rules for its callers: tokens, versions, limits and refusals.
import {
  acme,
  call,
  clock,
  intercom,
  NOON,
  SECRET,
  unrecorded,
  withIntercomAlone,
} from '../../support/intercom-alone.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';

withIntercomAlone();

describe('the caller', () => {
  test('the token decides the workspace and /me names it', async () => {
    intercom.addWorkspace({
      id: 'umbra02',
      name: 'Umbra',
      token: 'token-umbra',
      region: 'EU',
      timezone: 'Europe/Paris',
    });
    const acmeMe = await call('GET', '/me');
    const umbraMe = await call('GET', '/me', undefined, { authorization: 'Bearer token-umbra' });
    expect(acmeMe.body.app).toMatchObject({ id_code: 'acme01', name: 'Acme', region: 'US' });
    expect(acmeMe.body).toMatchObject({ type: 'admin', id: acme.admins[0]?.id, email: acme.admins[0]?.email });
    expect(umbraMe.body.app).toMatchObject({ id_code: 'umbra02', region: 'EU', timezone: 'Europe/Paris' });
  });

  test('an unknown and a revoked token are 401 in the error shape', async () => {
    const unknown = await call('GET', '/me', undefined, { authorization: 'Bearer nobody' });
    expect(unknown.status).toBe(401);
    expect(unknown.body).toMatchObject({ type: 'error.list', errors: [{ code: 'unauthorized' }] });
    acme.revokeToken();
    expect((await call('GET', '/admins')).body.errors[0].code).toBe('token_revoked');
    acme.giveToken('token-acme');
    expect((await call('GET', '/admins')).status).toBe(200);
  });

  test('a request without a version is refused', async () => {
    await unrecorded();
    const answer = await call('GET', '/me', undefined, { 'intercom-version': '' });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ code: 'intercom_version_invalid' }] } });
  });

  test('calls past a window’s limit are 429 until it ends', async () => {
    intercom.rateLimit.limit = 2;
    const first = await call('GET', '/me');
    expect(first.headers.get('x-ratelimit-limit')).toBe('2');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
    expect(first.headers.get('x-ratelimit-reset')).toBe(String(NOON / 1000 + 10));
    await call('GET', '/me');
    const third = await call('GET', '/me');
    expect(third).toMatchObject({ status: 429, body: { errors: [{ code: 'rate_limit_exceeded' }] } });
    clock.advance(10_000);
    expect((await call('GET', '/me')).status).toBe(200);
  });

  test('an OAuth code is exchanged once for a token of its workspace', async () => {
    const exchange = { code: acme.authorize(), client_id: 'client-id', client_secret: SECRET };
    const { body } = await call('POST', '/auth/eagle/token', exchange);
    expect(body).toMatchObject({ token_type: 'Bearer', access_token: body.token });
    const me = await call('GET', '/me', undefined, { authorization: `Bearer ${body.token}` });
    expect(me.body.app.id_code).toBe('acme01');
    expect((await call('POST', '/auth/eagle/token', exchange)).status).toBe(401);
  });

  test('an unknown path and a list as body get the error shape', async () => {
    await unrecorded();
    expect((await call('GET', '/nowhere')).body).toMatchObject({ type: 'error.list', errors: [{ code: 'not_found' }] });
    expect((await call('POST', '/contacts', ['x'])).body.errors[0].code).toBe('bad_request');
  });
});

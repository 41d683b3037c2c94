// The environment becomes a configuration, or one list of all its complaints.
import { inspect } from 'node:util';
import { ConfigError, readConfig } from '../src/config.ts';
import { expect, test } from './support/jest-globals.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');

const needed = {
  PUBLIC_URL: 'https://sms.example.com',
  INTERCOM_CLIENT_ID: 'client',
  INTERCOM_CLIENT_SECRET: 'secret',
  ENCRYPTION_KEYS: `k1:${KEY}`,
};

const privately = {
  INTERCOM_ACCESS_TOKEN: 'token',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'auth',
  TWILIO_PHONE_NUMBER: '+14155550100',
};

function complaintsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.complaints;
    throw error;
  }
  return [];
}

test('the needed variables are enough, and the rest has defaults', () => {
  const config = readConfig(needed);
  expect(config).toMatchObject({
    host: '0.0.0.0',
    port: 3000,
    databaseUrl: undefined,
    logLevel: 'info',
    trustedProxies: 0,
    privateHosts: [],
  });
  expect(config.dataDir).toMatch(/\/data$/);
  expect(config.privateWorkspace).toBeUndefined();
  expect(Object.isFrozen(config)).toBe(true);
});

test('all complaints are told at once, each with its variable', () => {
  const complaints = complaintsOf({
    PORT: '70000',
    HOST: ' ',
    PUBLIC_URL: 'sms.example.com',
    DATABASE_URL: 'mysql://localhost/x',
    LOG_LEVEL: 'loud',
    INTERCOM_CLIENT_SECRET: '',
    INTERCOM_API_URL: 'http://intercom.example.com',
    TWILIO_API_URL: 'ftp://127.0.0.1',
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(16).toString('base64')}`,
    TWILIO_AUTH_TOKEN: 'auth',
    TWILIO_ACCOUNT_SID: 'AC1',
    TWILIO_PHONE_NUMBER: '+14155550100, 555-0100',
    METRICS_PORT: 'x',
    TRUSTED_PROXIES: '-1',
    API_CALLS_PER_MINUTE: '0',
    ALLOW_PRIVATE_WEBHOOKS: 'https://files.example.com/',
  });
  const named = complaints.map((complaint) => complaint.split(' ')[0]);
  expect(named.sort()).toEqual([
    'ALLOW_PRIVATE_WEBHOOKS',
    'API_CALLS_PER_MINUTE',
    'DATABASE_URL',
    'ENCRYPTION_KEYS',
    'INTERCOM_ACCESS_TOKEN',
    'INTERCOM_API_URL',
    'INTERCOM_CLIENT_ID',
    'INTERCOM_CLIENT_SECRET',
    'LOG_LEVEL',
    'METRICS_PORT',
    'PORT',
    'PUBLIC_URL',
    'TRUSTED_PROXIES',
    'TWILIO_ACCOUNT_SID',
    'TWILIO_API_URL',
    'TWILIO_PHONE_NUMBER',
  ]);
  for (const complaint of complaints) expect(complaint).toMatch(/ .+\.$/);
  expect(complaints.join()).not.toMatch(/auth|555-0100/);
});

test.each([
  ['INTERCOM_ACCESS_TOKEN', ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_PHONE_NUMBER']],
  ['TWILIO_PHONE_NUMBER', ['INTERCOM_ACCESS_TOKEN', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN']],
] as const)('a private workspace with only its %s is told the rest', (only, missing) => {
  const complaints = complaintsOf({ ...needed, [only]: privately[only] });
  expect(complaints.map((complaint) => complaint.split(' ')[0]).sort()).toEqual([...missing]);
  for (const complaint of complaints) expect(complaint).toContain('needed because one of INTERCOM_ACCESS_TOKEN');
});

test('a secret that fits no header is a complaint, and stays unprinted', () => {
  const complaints = complaintsOf({
    ...needed,
    ...privately,
    INTERCOM_ACCESS_TOKEN: 'half\nhidden',
    TWILIO_AUTH_TOKEN: 'токен',
  });
  expect(complaints.map((complaint) => complaint.split(' ')[0])).toEqual([
    'INTERCOM_ACCESS_TOKEN',
    'TWILIO_AUTH_TOKEN',
  ]);
  expect(complaints.join()).not.toMatch(/hidden|токен/);
});

test('a private workspace may have several numbers', () => {
  const { privateWorkspace } = readConfig({
    ...needed,
    ...privately,
    TWILIO_PHONE_NUMBER: '+14155550100, +442071838750',
  });
  expect(privateWorkspace?.senders).toEqual(['+14155550100', '+442071838750']);
});

test.each(['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000', 'https://sms.example.com/base'])(
  '%s may be the address',
  (url) => {
    const config = readConfig({ ...needed, PUBLIC_URL: `${url}/`, INTERCOM_API_URL: url, TWILIO_API_URL: url });
    expect([config.publicUrl, config.intercom.apiUrl, config.twilio.apiUrl]).toEqual([url, url, url]);
  },
);

test.each([
  ['http://sms.example.com', 'https://'],
  ['https://sms_bridge.example.com', 'underscores'],
  ['https://sms.example.com/?a=1', 'query'],
  ['https://sms.example.com/#a', 'fragment'],
  ['https://me:secret@sms.example.com', 'user'],
  ['//sms.example.com', 'absolute'],
])('%s may not be the address', (url, told) => {
  const [complaint, ...others] = complaintsOf({ ...needed, PUBLIC_URL: url });
  expect(others).toEqual([]);
  expect(complaint).toContain(told);
});

test('the media store is one address, whose faults are told at once', () => {
  const read = (url: string) => readConfig({ ...needed, MEDIA_STORE_URL: url }).mediaStore;
  const complaints = (url: string) => complaintsOf({ ...needed, MEDIA_STORE_URL: url });
  expect(readConfig(needed).mediaStore).toBeUndefined();
  const amazon = read('https://AKIA1:a%2Fb+c@s3.eu-central-1.amazonaws.com/texts/media/');
  expect(amazon).toMatchObject({
    endpoint: 'https://s3.eu-central-1.amazonaws.com/texts/media',
    region: 'eu-central-1',
    keyId: 'AKIA1',
  });
  expect(amazon?.secret.reveal()).toBe('a/b+c');
  expect(read('http://key:quiet@minio:9000/texts')?.region).toBe('us-east-1');
  expect(read('https://key:quiet@store.example.com/texts?region=fr-par')?.region).toBe('fr-par');
  expect(complaints('ftp://store.example.com/?region=A%20B&acl=public#x').map((told) => told.split(' ')[1])).toEqual(
    Array(7).fill(expect.stringMatching(/^(must|may)$/)),
  );
  for (const told of complaints('https://key:qui/et@store.example.com/texts')) expect(told).not.toContain('et@');
  expect(complaints('https://key:qui/et@store.example.com/texts').join()).toContain('%2F for each /');
  expect(complaints('https://key:%E0%A4@store.example.com/texts').join()).toContain('secret of the access key');
});

test('keys are read newest first, each under its own name', () => {
  const { encryptionKeys } = readConfig({
    ...needed,
    ENCRYPTION_KEYS: `k2:${KEY}, k1:${Buffer.alloc(32, 7).toString('base64')}`,
  });
  expect(encryptionKeys.map(({ id, key }) => [id, key[0]])).toEqual([
    ['k2', 1],
    ['k1', 7],
  ]);
  expect(
    complaintsOf({ ...needed, ENCRYPTION_KEYS: `k1:${KEY},k1:${Buffer.alloc(32, 7).toString('base64')}` }),
  ).toEqual([expect.stringContaining('ENCRYPTION_KEYS')]);
});

test('complaints are one list, and a printed configuration holds no secret', () => {
  expect(() => readConfig({})).toThrow(/^The configuration cannot be used:\n( {2}- [A-Z_]+ is missing: .+\.\n?)+$/);
  const secrets = { INTERCOM_CLIENT_SECRET: 'quiet-1', INTERCOM_ACCESS_TOKEN: 'quiet-2', TWILIO_AUTH_TOKEN: 'quiet-3' };
  const MEDIA_STORE_URL = 'https://key:quiet-5@store.example.com/texts';
  const config = readConfig({ ...needed, ...privately, ...secrets, METRICS_TOKEN: 'quiet-4', MEDIA_STORE_URL });
  expect(config.privateWorkspace?.twilioAuthToken.reveal()).toBe('quiet-3');
  expect(JSON.stringify(config) + inspect(config, { depth: 9 })).not.toContain('quiet');
});

test.each([
  ['true', 'all'],
  ['false', []],
  ['files.example.com, 10.0.0.7', ['files.example.com', '10.0.0.7']],
])('private hosts are all or those that are named: %s', (value, hosts) => {
  expect(readConfig({ ...needed, ALLOW_PRIVATE_WEBHOOKS: value }).privateHosts).toEqual(hosts);
});

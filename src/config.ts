// The environment, read once: checked, completed, frozen; every complaint reported at once.
import fs from 'node:fs';
import path from 'node:path';
import { type BucketAddress, type BucketFault, readBucketAddress } from './lib/bucket-address.ts';
import { findFile } from './lib/process-files.ts';
import { type SealingKey, Secret } from './lib/sealed.ts';
import { isAccountSid } from './twilio/sids.ts';

/** The one workspace that the environment itself sets up. */
export interface PrivateWorkspace {
  intercomToken: Secret;
  twilioAccountSid: string;
  twilioAuthToken: Secret;
  senders: readonly string[];
}

export interface Config {
  host: string;
  port: number;
  /** Without a trailing slash; what signatures are computed over and callbacks are sent to. */
  publicUrl: string;
  databaseUrl: string | undefined;
  dataDir: string;
  /** Where the files of texts are; undefined: in the database. */
  mediaStore: (Omit<BucketAddress, 'secret'> & { secret: Secret }) | undefined;
  logLevel: string;
  intercom: { clientId: string; clientSecret: Secret; apiUrl: string | undefined; appUrl: string | undefined };
  twilio: { apiUrl: string | undefined };
  encryptionKeys: readonly SealingKey[];
  privateWorkspace: PrivateWorkspace | undefined;
  metrics: { port: number | undefined; token: Secret | undefined };
  trustedProxies: number;
  /** Calls of the API that one key may make a minute. */
  apiCallsPerMinute: number;
  /** False: no customer is written to Intercom, in any workspace. */
  syncEnabled: boolean;
  /** Hosts that files may be fetched from although they are in a private network; `all`: every host. */
  privateHosts: 'all' | readonly string[];
}

/** Names every variable that is missing or senseless, with what it should be. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly complaints: readonly string[];
  constructor(complaints: readonly string[]) {
    super(`The configuration cannot be used:\n${complaints.map((complaint) => `  - ${complaint}`).join('\n')}`);
    this.complaints = complaints;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads a Config from variables; throws one ConfigError naming all complaints. */
export function readConfig(env: Environment = process.env): Config {
  const read = reader(env);
  const config: Config = {
    host: read.text('HOST', '0.0.0.0'),
    port: read.port('PORT', 3000) ?? 3000,
    publicUrl: readAddress(read),
    ...readDatabase(read),
    mediaStore: read.bucket('MEDIA_STORE_URL'),
    logLevel: read.oneOf('LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info'),
    intercom: {
      clientId: read.required('INTERCOM_CLIENT_ID', "the app's client id in the Intercom Developer Hub"),
      clientSecret: readSecretOfApp(read),
      apiUrl: read.url('INTERCOM_API_URL', {}),
      appUrl: read.url('INTERCOM_APP_URL', {}),
    },
    twilio: { apiUrl: read.url('TWILIO_API_URL', {}) },
    encryptionKeys: read.keys('ENCRYPTION_KEYS'),
    privateWorkspace: readPrivateWorkspace(read, env),
    metrics: { port: read.port('METRICS_PORT', undefined), token: read.secret('METRICS_TOKEN') },
    trustedProxies: read.count('TRUSTED_PROXIES', 0),
    apiCallsPerMinute: read.count('API_CALLS_PER_MINUTE', 60_000, 1),
    syncEnabled: read.oneOf('SYNC_ENABLED', ['true', 'false'], 'true') === 'true',
    privateHosts: read.hosts('ALLOW_PRIVATE_WEBHOOKS'),
  };
  if (read.complaints.length > 0) throw new ConfigError(read.complaints);
  return Object.freeze(config);
}

/** Where the data is, for a command that needs nothing else. */
export function readDatabaseConfig(env: Environment = process.env): Pick<Config, 'databaseUrl' | 'dataDir'> {
  const read = reader(env);
  const config = readDatabase(read);
  if (read.complaints.length > 0) throw new ConfigError(read.complaints);
  return config;
}

function readDatabase(read: Reader): Pick<Config, 'databaseUrl' | 'dataDir'> {
  return { databaseUrl: read.databaseUrl('DATABASE_URL'), dataDir: path.resolve(read.text('DATA_DIR', './data')) };
}

/** Where the data is, and what opens its secrets. */
export function readKeysConfig(
  env: Environment = process.env,
): Pick<Config, 'databaseUrl' | 'dataDir' | 'encryptionKeys'> {
  const read = reader(env);
  const config = { ...readDatabase(read), encryptionKeys: read.keys('ENCRYPTION_KEYS') };
  if (read.complaints.length > 0) throw new ConfigError(read.complaints);
  return config;
}

/** As `readKeysConfig`, with the address that stands in for Intercom's, where one is given. */
export function readIntercomConfig(
  env: Environment = process.env,
): Pick<Config, 'databaseUrl' | 'dataDir' | 'encryptionKeys'> & { intercomApiUrl: string | undefined } {
  const read = reader(env);
  const intercomApiUrl = read.url('INTERCOM_API_URL', {});
  const config = { ...readDatabase(read), encryptionKeys: read.keys('ENCRYPTION_KEYS'), intercomApiUrl };
  if (read.complaints.length > 0) throw new ConfigError(read.complaints);
  return config;
}

/** The address that signatures cover, for a command that needs nothing else. */
export function readPublicUrl(env: Environment = process.env): string {
  const read = reader(env);
  const url = readAddress(read);
  if (read.complaints.length > 0) throw new ConfigError(read.complaints);
  return url;
}

function readAddress(read: Reader): string {
  return read.url('PUBLIC_URL', { required: true, publicly: true }) ?? '';
}

/** The key of Intercom's signatures, for a command that needs nothing else. */
export function readClientSecret(env: Environment = process.env): Secret {
  const read = reader(env);
  const secret = readSecretOfApp(read);
  if (read.complaints.length > 0) throw new ConfigError(read.complaints);
  return secret;
}

function readSecretOfApp(read: Reader): Secret {
  const hint = "the app's client secret in the Intercom Developer Hub";
  return new Secret(read.required('INTERCOM_CLIENT_SECRET', hint));
}

/** Takes over what `.env` in this folder sets, unless it is set already; where there is none, nothing. */
export function readEnvFile(): void {
  if (fs.existsSync('.env')) process.loadEnvFile('.env');
}

const telling = ['PUBLIC_URL', 'DATABASE_URL', 'DATA_DIR', 'ENCRYPTION_KEYS'] as const;

/**
 * Where nothing says which service is meant, takes over the variables of the demo that runs on this machine. Returns whether
 * there is one.
 */
export function readDemoFile(env: Environment = process.env): boolean {
  const file = telling.some((name) => env[name]) ? undefined : findFile('threadwire-demo');
  if (file !== undefined) process.loadEnvFile(file);
  return file !== undefined;
}

/** The name under which npm runs this process; undefined where it is not npm that does. */
export function readScriptName(env: Environment = process.env): string | undefined {
  return env.npm_lifecycle_event;
}

/** Where the simulator is to record its traffic, one JSON object a line; undefined: nowhere. */
export function readTrafficFile(env: Environment = process.env): string | undefined {
  return env.SIMULATOR_TRAFFIC_LOG || undefined;
}

const privateNames = [
  'INTERCOM_ACCESS_TOKEN',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_PHONE_NUMBER',
] as const;

function readPrivateWorkspace(read: Reader, env: Environment): PrivateWorkspace | undefined {
  if (privateNames.every((name) => !env[name])) return undefined;
  const hint = `needed because one of ${privateNames.join(', ')} is set`;
  const [token, sid, authToken, numbers] = privateNames.map((name) => read.required(name, hint));
  if (sid && !isAccountSid(sid))
    read.complaints.push('TWILIO_ACCOUNT_SID must be AC and 32 hexadecimal digits, as the Twilio Console shows it.');
  read.printable('INTERCOM_ACCESS_TOKEN', token ?? '');
  read.printable('TWILIO_AUTH_TOKEN', authToken ?? '');
  const senders = (numbers ?? '').split(',').map((number) => number.trim());
  for (const sender of senders) {
    if (sender && !/^\+[1-9]\d{4,14}$/.test(sender))
      read.complaints.push(`TWILIO_PHONE_NUMBER must be numbers like +15551234567, separated by commas; one is not.`);
  }
  return {
    intercomToken: new Secret(token ?? ''),
    twilioAccountSid: sid ?? '',
    twilioAuthToken: new Secret(authToken ?? ''),
    senders,
  };
}

type Reader = ReturnType<typeof reader>;

function reader(env: Environment) {
  const complaints: string[] = [];
  const value = (name: string) => env[name]?.trim() || undefined;
  const required = (name: string, what: string): string => {
    const found = value(name);
    if (found === undefined) complaints.push(`${name} is missing: ${what}.`);
    return found ?? '';
  };
  return {
    complaints,
    required,
    text: (name: string, fallback: string) => value(name) ?? fallback,
    /** Refuses what no HTTP header can carry, such as a line break in the middle. */
    printable(name: string, found: string): void {
      if (!/^[!-~]*$/.test(found))
        complaints.push(`${name} must be plain letters, figures and signs, without spaces or line breaks.`);
    },
    secret: (name: string) => (value(name) === undefined ? undefined : new Secret(value(name) ?? '')),
    oneOf(name: string, allowed: readonly string[], fallback: string): string {
      const found = value(name) ?? fallback;
      if (!allowed.includes(found)) complaints.push(`${name} must be one of ${allowed.join(', ')}.`);
      return found;
    },
    count(name: string, fallback: number, least = 0): number {
      const found = Number(value(name) ?? fallback);
      if (!Number.isInteger(found) || found < least)
        complaints.push(`${name} must be a whole number, ${least} or more.`);
      return found;
    },
    port(name: string, fallback: number | undefined): number | undefined {
      if (value(name) === undefined) return fallback;
      const found = Number(value(name));
      if (!Number.isInteger(found) || found < 0 || found > 65_535)
        complaints.push(`${name} must be a port, 0 to 65535.`);
      return found;
    },
    url(name: string, options: { required?: boolean; publicly?: boolean }): string | undefined {
      const found = options.required
        ? required(name, 'the address at which Intercom and Twilio reach this service, https://…')
        : value(name);
      if (!found) return undefined;
      const problem = urlProblem(found, options.publicly ?? false);
      if (problem) complaints.push(`${name} ${problem}`);
      return found.replace(/\/+$/, '');
    },
    /** `true` is every host, nothing or `false` none. */
    hosts(name: string): 'all' | string[] {
      const found = value(name) ?? 'false';
      if (found === 'true') return 'all';
      const hosts = found === 'false' ? [] : found.split(',').map((host) => host.trim().toLowerCase());
      if (hosts.some((host) => URL.parse(`https://${host}`)?.hostname !== host))
        complaints.push(`${name} must be true, or hosts like files.example.com or 10.0.0.7, separated by commas.`);
      return hosts;
    },
    databaseUrl(name: string): string | undefined {
      const found = value(name);
      if (found !== undefined && !/^postgres(ql)?:\/\/./.test(found))
        complaints.push(`${name} must start with postgres:// (leave it out to use the embedded database in DATA_DIR).`);
      return found;
    },
    bucket(name: string): Config['mediaStore'] {
      const found = value(name);
      if (found === undefined) return undefined;
      const { address, faults } = readBucketAddress(found);
      for (const fault of faults) complaints.push(`${name} ${bucketProblems[fault]}`);
      return { ...address, secret: new Secret(address.secret) };
    },
    keys(name: string): SealingKey[] {
      const hint = 'id:base64 of 32 random bytes, newest first, separated by commas';
      const found = required(name, `${hint}; for one: echo "k1:$(openssl rand -base64 32)"`);
      if (!found) return [];
      const keys = found.split(',').map((entry) => {
        const [id = '', ...encoded] = entry.trim().split(':');
        return { id, key: Buffer.from(encoded.join(':'), 'base64') };
      });
      if (keys.some(({ id, key }) => !/^[\w-]+$/.test(id) || key.length !== 32))
        complaints.push(`${name} must be ${hint}.`);
      if (new Set(keys.map(({ id }) => id)).size < keys.length)
        complaints.push(`${name} must give each key an id of its own.`);
      return keys;
    },
  };
}

const bucketProblems: Readonly<Record<BucketFault, string>> = {
  'no-url': 'must be https://KEY:SECRET@host/bucket, with %2F for each / in the secret.',
  scheme: 'must start with https:// (http:// only for a store in your own network).',
  bucket: 'must name a bucket after the host: https://KEY:SECRET@host/bucket.',
  key: 'must have the id of an access key before the host: https://KEY:SECRET@host/bucket.',
  secret: 'must have the secret of the access key after a colon, with %2F for each / in it.',
  region: 'must have a region such as eu-central-1 behind ?region=.',
  parameters: 'may have one parameter only: ?region=.',
  fragment: 'must not have a # in it.',
};

/** The address leads to this machine itself. */
export function isLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** This override of a vendor's address leads to this machine. */
export function isOnLoopback(override: string | undefined): boolean {
  return override !== undefined && URL.canParse(override) && isLoopback(new URL(override));
}

function urlProblem(text: string, publicly: boolean): string | undefined {
  if (!URL.canParse(text)) return 'must be an absolute URL such as https://sms.example.com.';
  const url = new URL(text);
  if (url.search || url.hash || url.username) return 'must not have a query, a fragment or a user in it.';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url)))
    return 'must start with https:// (http:// only for this machine itself).';
  if (publicly && url.hostname.includes('_')) return 'must have a host name without underscores: Twilio refuses them.';
  return undefined;
}

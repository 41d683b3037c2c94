// The service as a process of its own, started as `npm start` starts it.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openEmbedded } from '../../../src/store/database/embedded/embedded.ts';
import { type DatabaseKind, freshDatabase } from '../database/databases.ts';
import { afterEach } from '../jest-globals.ts';
import { until } from '../until.ts';

const root = path.resolve(import.meta.dirname, '../../..');

export interface ServiceProcess {
  pid: number;
  url: string;
  /** Everything written so far, to both streams. */
  output(): string;
  kill(signal: NodeJS.Signals): void;
  /** The exit code, or the signal that ended it. */
  exited: Promise<number | NodeJS.Signals>;
}

const running = new Set<ServiceProcess>();
const left: (() => Promise<unknown>)[] = [];

/** Call once in each file that starts services: it ends the services and their databases after each test. */
export function stopServices(): void {
  afterEach(async () => {
    for (const service of running) {
      service.kill('SIGKILL');
      await service.exited;
    }
    for (const close of left.splice(0).reverse()) await close();
  });
}

/** Closes something after the test, later things first. */
export function afterwards(close: () => Promise<unknown>): void {
  left.push(close);
}

export function freshFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-'));
  afterwards(async () => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The variables of an empty database that outlives the service. */
export async function databaseVariables(kind: DatabaseKind): Promise<Record<string, string>> {
  if (kind === 'embedded') return { DATA_DIR: embeddedFolder() };
  const database = await freshDatabase();
  afterwards(() => database.close());
  return { DATABASE_URL: database.url };
}

/** A data folder whose server is stopped with the test, also when its service was killed. */
export function embeddedFolder(): string {
  const folder = freshFolder();
  afterwards(async () => {
    if (fs.existsSync(path.join(folder, 'postgres/postmaster.pid')))
      await (await openEmbedded({ dataDir: folder })).close();
  });
  return folder;
}

/** The code, compiled, for all processes of all tests: a third of what a start costs. */
export const compiledOnce = { NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'threadwire-compiled') };

/** Bytes that a command may write: more than an export of twenty thousand rows. */
const MOST_OUTPUT = 8_000_000;

/** The end of a command. */
export interface Ended {
  code: number;
  output: string;
  errors: string;
}

/** A command that runs. */
export interface CommandProcess {
  kill(signal: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

/** Starts a verb of the command line with exactly these variables, as an operator calls it. */
export function startCommand(
  name: string,
  environment: Record<string, string>,
  args: readonly string[] = [],
  input = '',
): CommandProcess {
  const words = [path.join(root, 'src/commands/threadwire.ts'), name, ...args];
  const { promise: ended, resolve } = Promise.withResolvers<Ended>();
  const env = { ...compiledOnce, ...environment };
  const child = execFile(process.execPath, words, { env, maxBuffer: MOST_OUTPUT }, (error, output, errors) => {
    resolve({ code: error === null ? 0 : Number(error.code), output, errors });
  });
  child.stdin?.end(input);
  return { ended, kill: (signal) => child.kill(signal) };
}

/** As `startCommand`, to its end. */
export function runCommand(
  name: string,
  environment: Record<string, string>,
  args: readonly string[] = [],
  input = '',
): Promise<Ended> {
  return startCommand(name, environment, args, input).ended;
}

/** Starts a service with exactly these variables; `args` as after `npm start --`, `flags` are Node's. */
export function startService(
  environment: Record<string, string>,
  args: readonly string[] = [],
  flags: readonly string[] = [],
): ServiceProcess {
  const child = spawn(process.execPath, [...flags, path.join(root, 'src/main.ts'), ...args], {
    cwd: root,
    env: { ...compiledOnce, ...environment },
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      written += chunk;
    });
  const service: ServiceProcess = {
    pid: child.pid ?? 0,
    url: environment.PUBLIC_URL ?? '',
    output: () => written,
    kill: (signal) => child.kill(signal),
    exited: new Promise((resolve) => {
      child.once('close', (code, signal) => {
        running.delete(service);
        resolve(code ?? signal ?? 0);
      });
    }),
  };
  running.add(service);
  return service;
}

/** Rejects with the service's output if it ends before it is ready. */
export async function ready(service: ServiceProcess): Promise<ServiceProcess> {
  let ended = false;
  void service.exited.then(() => {
    ended = true;
  });
  await until('the service is ready', () => ended || /"msg":"ready"/.test(service.output()), 25_000);
  if (ended) throw new Error(`The service ended: ${service.output()}`);
  return service;
}

// (e) The time from starting the process to its first "ready", on a new database and on one that is there.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { freePort } from '../../src/lib/free-port.ts';
import { AUTH_TOKEN, accessTokenOf, OUR_NUMBER } from '../company.ts';
import { type Figure, median, spreadOf } from '../figures.ts';
import type { Options } from '../options.ts';
import { residentMb } from '../processes.ts';
import { progress } from '../report.ts';
import { asStarted, type DatabaseKind, type Stage, serviceVariables } from '../stage.ts';

/** Seconds: first start, later start. */
const most: Record<DatabaseKind, readonly [number, number]> = { postgres: [3, 3], embedded: [4, 2] };

/** A start that takes this long has failed. */
const PATIENCE_MS = 60_000;

interface Started {
  seconds: number;
  residentMb: number;
}

export async function benchStart(stage: Stage, options: Options): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const kind of stage.kinds) {
    const firsts: Started[] = [];
    const laters: Started[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      const database = await stage.newDatabase(kind);
      firsts.push(await startOnce(stage, database));
      laters.push(await startOnce(stage, database));
      progress(`start, ${kind}: ${firsts.at(-1)?.seconds.toFixed(2)} s, then ${laters.at(-1)?.seconds.toFixed(2)} s`);
    }
    const [mostFirst, mostLater] = most[kind];
    figures.push(figureOf(`first start to ready, ${kind}`, firsts, mostFirst));
    figures.push(figureOf(`later start to ready, ${kind}`, laters, mostLater));
  }
  return figures;
}

function figureOf(name: string, starts: readonly Started[], limit: number): Figure {
  const seconds = starts.map((start) => start.seconds);
  const note = `resident memory then: ${median(starts.map((start) => start.residentMb)).toFixed(0)} MB`;
  return {
    part: 'e',
    name,
    value: median(seconds),
    unit: 's',
    limit: { kind: 'most', at: limit },
    spread: spreadOf(seconds),
    note,
  };
}

/** Starts as `npm start` does, with a private workspace, which the service looks up before it is ready. */
async function startOnce(stage: Stage, database: Record<string, string>): Promise<Started> {
  const port = await freePort();
  const env = {
    ...serviceVariables(stage.upstream.url),
    ...database,
    PATH: process.env['PATH'] ?? '',
    PORT: String(port),
    INTERCOM_ACCESS_TOKEN: accessTokenOf('bench000'),
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_PHONE_NUMBER: OUR_NUMBER,
  };
  const log = fs.openSync(path.join(stage.folder, 'log'), 'a');
  const main = path.join(import.meta.dirname, '..', '..', 'src', 'main.ts');
  const startedAt = performance.now();
  const { flags, variables } = asStarted();
  const child = spawn(process.execPath, [...flags, main], {
    env: { ...env, ...variables },
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  try {
    const url = `http://127.0.0.1:${port}/readyz`;
    while (!(await isReady(url))) {
      if (child.exitCode !== null) throw new Error(`The service ended with ${child.exitCode} instead of starting.`);
      if (performance.now() - startedAt > PATIENCE_MS) throw new Error('The service did not become ready.');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return { seconds: (performance.now() - startedAt) / 1000, residentMb: residentMb(child.pid ?? 0) };
  } finally {
    child.kill('SIGTERM');
    await gone;
    process.removeListener('exit', killAtExit);
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status === 200;
  } catch {
    // Nothing listens yet.
    return false;
  }
}

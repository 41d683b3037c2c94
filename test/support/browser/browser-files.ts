// Unpacks the browser that npm delivers, once for each user of the machine, with libraries and fonts that it may lack.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface BrowserFiles {
  program: string;
  /** The environment of the browser alone, so that no other program finds these libraries. */
  environment: NodeJS.ProcessEnv;
}

/** Its message is a sentence for the developer. */
export class NoBrowserError extends Error {
  override name = 'NoBrowserError';
}

/** Paths in the unpacked folder. */
const PROGRAM = 'chromium';
const LIBRARIES = 'al2023/lib';

/** Throws a `NoBrowserError` if the browser cannot run. */
export async function findBrowser(): Promise<BrowserFiles> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new NoBrowserError('The browser that npm delivers runs on Linux on x64 only.');
  const folder = await unpackOnce();
  const program = path.join(folder, PROGRAM);
  const own = { ...process.env, FONTCONFIG_FILE: path.join(import.meta.dirname, 'fonts.conf') };
  // The machine's libraries come first: the package's want glibc 2.34, the browser itself is content with an older one.
  if ((await whyNotStarting(program, own)) === null) return { program, environment: own };
  const libraries = [path.join(folder, LIBRARIES), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  const complete = { ...own, LD_LIBRARY_PATH: libraries };
  const reason = await whyNotStarting(program, complete);
  if (reason === null) return { program, environment: complete };
  throw new NoBrowserError(
    `The browser that npm delivers does not start here (${reason}): install libnspr4, libnss3 and libexpat1, as Debian calls them.`,
  );
}

/** Runs once before the test files: it tells them, and the developer, if there is no browser. */
export async function lookForBrowser(): Promise<void> {
  try {
    await findBrowser();
  } catch (error) {
    if (!(error instanceof NoBrowserError)) throw error;
    console.warn(`Tests in a browser are not run. ${error.message}`);
    process.env.THREADWIRE_NO_BROWSER = 'yes';
  }
}

async function whyNotStarting(program: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  try {
    await run(program, ['--version'], { env });
    return null;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    return (stderr || message).trim().split('\n')[0] ?? '';
  }
}

/** Gives the whole folder its name at once, so that no process sees half of it. */
async function unpackOnce(): Promise<string> {
  const folder = path.join(os.tmpdir(), `threadwire-chromium-${packageVersion()}-${process.getuid?.()}`);
  if (isOurs(folder)) {
    if (isComplete(folder)) return folder;
    // Something tidies the temporary files of this machine.
    fs.rmSync(folder, { recursive: true, force: true });
  }
  const unfinished = fs.mkdtempSync(`${folder}-`);
  try {
    await unpackInto(unfinished);
    fs.renameSync(unfinished, folder);
  } catch (error) {
    fs.rmSync(unfinished, { recursive: true, force: true });
    // Another process may have been faster.
    if (!isOurs(folder) || !isComplete(folder)) throw error;
  }
  return folder;
}

/** The package unpacks into the temporary folder, and the libraries only where it takes the machine for one of Amazon's. */
async function unpackInto(folder: string): Promise<void> {
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  await run(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  });
}

/** False for a folder that somebody else may have made: its program would run as this user. */
function isOurs(folder: string): boolean {
  const stat = fs.lstatSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return false;
  if (stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0) return true;
  throw new NoBrowserError(`Others may write to ${folder}: remove it, or set TMPDIR to a folder of your own.`);
}

function isComplete(folder: string): boolean {
  return [PROGRAM, `${LIBRARIES}/libnss3.so`].every((file) => fs.existsSync(path.join(folder, file)));
}

function packageVersion(): string {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const { version } = JSON.parse(fs.readFileSync(path.resolve(entry, '../../package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

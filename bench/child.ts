// A child process of the bench, which answers questions over IPC.
import { type ChildProcess, fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export interface Child {
  pid: number;
  /** Rejects with the error that the child threw, or once the child is gone. */
  ask(question: object): Promise<unknown>;
  /** Asks the child to end, and waits. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  env?: Record<string, string>;
  args?: readonly string[];
  /** Takes stdout: the log at its usual level costs what it costs in production. */
  logFile?: string;
  /** Flags of node itself. */
  nodeFlags?: readonly string[];
  /** A CPU profile is left in this folder when the process ends. */
  profileDir?: string | undefined;
}

interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}

/** Starts `bench/<name>.ts` with the named variables alone; resolves once it says it is up. */
export async function startChild(name: string, options: ChildOptions = {}): Promise<Child> {
  const log = options.logFile === undefined ? ('inherit' as const) : fs.openSync(options.logFile, 'a');
  const profile = options.profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profileDir}`];
  const child = fork(path.join(import.meta.dirname, `${name}.ts`), [...(options.args ?? [])], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...options.env },
    stdio: ['ignore', log, 'inherit', 'ipc'],
    execArgv: [...(options.nodeFlags ?? []), ...profile],
  });
  if (typeof log === 'number') fs.closeSync(log);
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const ask = asker(name, child);
  await ask({ kind: 'ready' });
  return {
    pid: child.pid ?? 0,
    ask,
    async stop() {
      process.removeListener('exit', killAtExit);
      const gone = new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
      });
      await ask({ kind: 'stop' });
      child.disconnect();
      await gone;
    },
  };
}

function asker(name: string, child: ChildProcess): Child['ask'] {
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let ids = 0;
  child.on('message', (message: Answer) => {
    const asked = open.get(message.id);
    open.delete(message.id);
    if (message.error === undefined) asked?.resolve(message.value);
    else asked?.reject(new Error(`${name}: ${message.error}`));
  });
  child.once('exit', (code) => {
    for (const asked of open.values()) asked.reject(new Error(`${name} ended with ${code}.`));
    open.clear();
  });
  return (question) =>
    new Promise((resolve, reject) => {
      if (child.exitCode !== null) return reject(new Error(`${name} has ended.`));
      ids += 1;
      open.set(ids, { resolve, reject });
      child.send({ id: ids, question });
    });
}

/** The child's side: it answers each question, and after `stop` ends once the parent has heard. */
export function answerQuestions<Question extends { kind: string }>(
  answers: { [Kind in Question['kind']]: (question: Extract<Question, { kind: Kind }>) => Promise<unknown> | unknown },
): void {
  process.on('message', async ({ id, question }: { id: number; question: Question }) => {
    try {
      const answer = answers[question.kind as Question['kind']];
      process.send?.({ id, value: await answer(question as Extract<Question, { kind: Question['kind'] }>) });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.once('disconnect', () => process.exit(0));
}

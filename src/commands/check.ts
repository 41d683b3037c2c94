// threadwire check: tries the configuration and every connection without starting, and changes nothing.
import { type Config, ConfigError, isLoopback, readConfig, readDatabaseConfig } from '../config.ts';
import type { Preflight } from '../domain/preflight.ts';
import { commandHelp } from '../words/operator/commands.ts';
import { exitCodes } from './outcome.ts';
import { nothing, verb } from './verb.ts';

export const check = verb({
  name: 'check',
  tells: commandHelp.check,
  asks: nothing,
  async work(_asked, output) {
    const [{ tryDatabase }, { tryIntercom, tryTwilio }, { preflightLine }, { columns }] = await Promise.all([
      import('./try-database.ts'),
      import('./try-vendors.ts'),
      import('../words/operator/preflight.ts'),
      import('./columns.ts'),
    ]);
    const { config, found } = tryVariables();
    const choice = readDatabaseChoice();
    const tried = await Promise.all([
      choice === null ? [] : tryDatabase(choice, output),
      config === null ? [] : tryIntercom(config),
      config === null ? [] : tryTwilio(config),
    ]);
    const lines = [...found, ...tried.flat()];
    const told = lines.map((one) => ({ line: preflightLine(one), one }));
    return {
      lines: columns(told.map(({ line }) => line)),
      data: told.map(({ line: [, subject, said], one: { ok } }) => ({ ok, subject, said })),
      code: lines.every(({ ok }) => ok) ? exitCodes.done : exitCodes.amiss,
    };
  },
});

function tryVariables(): { config: Config | null; found: Preflight[] } {
  try {
    const config = readConfig();
    const { publicUrl: url } = config;
    const isLocal = isLoopback(new URL(url));
    return {
      config,
      found: [
        { ok: true, kind: 'variables-fine' },
        { ok: true, kind: 'address-fine', url, isLocal },
      ],
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { config: null, found: error.complaints.map((said) => ({ ok: false, kind: 'variable-wrong', said })) };
  }
}

/** Null where its variable is wrong, which is said already. */
function readDatabaseChoice(): ReturnType<typeof readDatabaseConfig> | null {
  try {
    return readDatabaseConfig();
  } catch {
    return null;
  }
}

// threadwire settings: reads the choices of a workspace, and changes one with its line in the history.
import { AppError } from '../domain/errors.ts';
import type { CommandOf } from '../domain/settings/commands.ts';
import type { ChoiceName, Choices } from '../domain/settings/settings.ts';
import type { Context, OpenWorkspace } from '../services/context.ts';
import { commandHelp, complaints, optionHelp } from '../words/operator/commands.ts';
import { exitCodes, type Outcome, UsageError } from './outcome.ts';
import { group, verb } from './verb.ts';

type Settings = typeof import('../domain/settings/settings.ts');

const workspaceOption = { type: 'string', demandOption: true, describe: optionHelp.workspace } as const;

const get = verb({
  name: 'get [key]',
  tells: commandHelp.settingsGet,
  asks: (yargs) =>
    yargs.positional('key', { type: 'string', describe: optionHelp.settingName }).option('workspace', workspaceOption),
  work: ({ key, workspace: id }) =>
    withWorkspace(id, async (_ctx, workspace, settings) => {
      const choices = settings.choicesOf(workspace);
      const names = key === undefined ? settings.choiceNames : [nameOf(settings, key)];
      const [{ columns }, { wordsOfRow }] = await Promise.all([
        import('./columns.ts'),
        import('../words/settings/rows.ts'),
      ]);
      return {
        lines: columns(names.map((name) => [name, JSON.stringify(choices[name]), wordsOfRow(name).label])),
        data: Object.fromEntries(names.map((name) => [name, choices[name]])),
      };
    }),
});

const set = verb({
  name: 'set <key> <value>',
  tells: commandHelp.settingsSet,
  asks: (yargs) =>
    yargs
      .positional('key', { type: 'string', demandOption: true, describe: optionHelp.settingName })
      .positional('value', {
        type: 'string',
        demandOption: true,
        describe: optionHelp.settingValue,
      })
      .option('workspace', workspaceOption),
  work: ({ key, value, workspace: id }) =>
    withWorkspace(id, async (ctx, workspace, settings) => {
      const name = nameOf(settings, key);
      const choices = { [name]: await readValue(settings, name, value) } as CommandOf<'save-choices'>['choices'];
      const { saveChoices } = await import('../services/settings/save-choices.ts');
      const saved = await saveChoices(ctx, { workspace, adminId: null }, { do: 'save-choices', choices });
      const { tellSaved } = await import('../words/settings/saved.ts');
      const lines = tellSaved(saved);
      return saved.ok ? { lines, data: choices } : { lines, data: { problems: lines }, code: exitCodes.failed };
    }),
});

export const settings = group('settings', commandHelp.settings, [get, set]);

async function withWorkspace(
  id: string,
  work: (ctx: Context, workspace: OpenWorkspace, settings: Settings) => Promise<Outcome>,
): Promise<Outcome> {
  const [{ withService }, { within }, rules] = await Promise.all([
    import('./service.ts'),
    import('../services/context.ts'),
    import('../domain/settings/settings.ts'),
  ]);
  return withService(async ({ ctx }) => {
    const workspace = await ctx.workspaces.find(id);
    if (!workspace) throw new AppError('not-found', { kind: 'unknown-workspace', workspaceId: id });
    return work(within(ctx, id), workspace, rules);
  });
}

function nameOf({ choiceNames }: Settings, key: string): ChoiceName {
  const name = choiceNames.find((known) => known === key);
  if (name === undefined) throw new UsageError(complaints.unknownSetting(key, choiceNames));
  return name;
}

const switches: Readonly<Record<string, boolean>> = {
  yes: true,
  no: false,
  true: true,
  false: false,
  on: true,
  off: false,
};

async function readValue<Name extends ChoiceName>(
  { rowOf }: Settings,
  name: Name,
  text: string,
): Promise<Choices[Name]> {
  const { field, typed } = rowOf(name).kind;
  if (field.is === 'tick' || field.is === 'switch') {
    const isOn = Object.hasOwn(switches, text) ? switches[text] : undefined;
    if (isOn === undefined) throw new UsageError(complaints.yesOrNo(name));
    return isOn as Choices[Name];
  }
  if (typed === null) throw new UsageError(complaints.severalValues(name));
  const value = typed.read(text);
  if (value !== undefined) return value;
  const { tellProblem } = await import('../words/settings/saved.ts');
  throw new UsageError(`${name}: ${tellProblem(typed.problem)}`);
}

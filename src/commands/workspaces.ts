// threadwire workspaces: lists the installed workspaces, and shows how one is set up.
import { readDatabaseConfig } from '../config.ts';
import { AppError } from '../domain/errors.ts';
import type { Workspace } from '../domain/workspace.ts';
import { answers, commandHelp, optionHelp } from '../words/operator/commands.ts';
import type { Output } from './outcome.ts';
import { group, nothing, verb } from './verb.ts';

const list = verb({
  name: 'list',
  tells: commandHelp.workspacesList,
  asks: nothing,
  async work(_asked, output) {
    const found = await readWorkspaces(output);
    const { columns } = await import('./columns.ts');
    const rows = found.map(({ id, name, region, senders }) => [id, name, region, counted(senders)]);
    return {
      lines: found.length === 0 ? [answers.noWorkspaces] : columns([['ID', 'NAME', 'REGION', 'NUMBERS'], ...rows]),
      data: found.map(({ id, name, region, senders }) => ({ id, name, region, numbers: senders })),
    };
  },
});

const show = verb({
  name: 'show <id>',
  tells: commandHelp.workspacesShow,
  asks: (yargs) =>
    yargs.positional('id', {
      type: 'string',
      demandOption: true,
      describe: optionHelp.workspace,
    }),
  async work({ id }, output) {
    const [found] = await readWorkspaces(output, id);
    if (!found) throw new AppError('not-found', { kind: 'unknown-workspace', workspaceId: id });
    const { columns } = await import('./columns.ts');
    const facts = factsOf(found);
    return { lines: columns(facts), data: Object.fromEntries(facts) };
  },
});

export const workspaces = group('workspaces', commandHelp.workspaces, [list, show]);

/** All that are installed, or the one of an id if it is. */
async function readWorkspaces(output: Output, id?: string): Promise<Workspace[]> {
  const place = readDatabaseConfig();
  const [{ withStore }, { findWorkspace, listInstalled }] = await Promise.all([
    import('./store.ts'),
    import('../store/workspaces/workspaces.ts'),
  ]);
  return withStore(place, output, async ({ database: { owner } }) => {
    const ids = id === undefined ? (await listInstalled(owner)).map((one) => one.id) : [id];
    const stored = [];
    for (const one of ids) stored.push(await findWorkspace(owner, one));
    return stored.flatMap((one) => (one ? [one.workspace] : []));
  });
}

function factsOf(workspace: Workspace): [string, string][] {
  const { id, name, region, timezone, source, settings, senders, services, refusedSince } = workspace;
  const refused = Object.entries(refusedSince).flatMap(([vendor, since]) =>
    since === null ? [] : [`${vendor} since ${since.toISOString()}`],
  );
  return [
    ['id', id],
    ['name', name],
    ['region', region],
    ['time zone', timezone],
    ['set up by', source === 'environment' ? 'the environment' : 'its admins'],
    ['Twilio account', workspace.twilioAccountSid ?? 'not connected'],
    ['numbers', senders.join(', ') || 'none'],
    ['Messaging Services', services.map((service) => service.name).join(', ') || 'none'],
    ['sending', settings.isPaused ? 'paused' : 'on'],
    ['refused by', refused.join(', ') || 'nobody'],
  ];
}

function counted({ length }: readonly string[]): string {
  return length === 0 ? 'none' : String(length);
}

// threadwire workspaces: which workspaces are installed here, and how one of them is set up.
import { readDatabaseConfig } from '../config.ts';
import type { Workspace } from '../domain/workspace.ts';
import { type Output, UsageError } from './outcome.ts';
import { group, nothing, verb } from './verb.ts';

const list = verb({
  name: 'list',
  tells: 'Show every installed workspace',
  asks: nothing,
  async work(_asked, output) {
    const found = await readWorkspaces(output);
    const { columns } = await import('./columns.ts');
    const rows = found.map(({ id, name, region, senders }) => [id, name, region, counted(senders)]);
    return {
      lines:
        found.length === 0 ? ['No workspace is installed.'] : columns([['ID', 'NAME', 'REGION', 'NUMBERS'], ...rows]),
      data: found.map(({ id, name, region, senders }) => ({ id, name, region, numbers: senders })),
    };
  },
});

const show = verb({
  name: 'show <id>',
  tells: 'Show how a workspace is set up',
  asks: (yargs) =>
    yargs.positional('id', {
      type: 'string',
      demandOption: true,
      describe: 'The id that Intercom shows in its addresses',
    }),
  async work({ id }, output) {
    const [found] = await readWorkspaces(output, id);
    if (!found) throw new UsageError(`There is no workspace ${id} here.`);
    const { columns } = await import('./columns.ts');
    const facts = factsOf(found);
    return { lines: columns(facts), data: Object.fromEntries(facts) };
  },
});

export const workspaces = group('workspaces', 'The workspaces that are installed here: list or show them', [
  list,
  show,
]);

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

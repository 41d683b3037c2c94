// Opens Intercom for one workspace: its token from the database, its host, and the pace of a person's or a program's command.
import { readIntercomConfig } from '../../config.ts';
import { createCall } from '../../intercom/calls/call.ts';
import { AppPace, Pace } from '../../intercom/calls/pace.ts';
import { apiUrlOf } from '../../intercom/regions.ts';
import { type Ask, createAsk } from '../../intercom/resources/asking/ask.ts';
import { OneAtATime } from '../../intercom/resources/asking/one-at-a-time.ts';
import { createLog } from '../../lib/log.ts';
import { Sealer } from '../../lib/sealed.ts';
import { type OpenWorkspace, WorkspaceDirectory } from '../../services/workspace-directory.ts';
import type { Database } from '../../store/database/database.ts';
import { listInstalled } from '../../store/workspaces/workspaces.ts';
import { slips, waitNote } from '../../words/operator/intercom-answers.ts';
import { outputTo, UsageError } from '../outcome.ts';
import { withStore } from '../store.ts';

/** A person's command waits for the rate limit so often, as Intercom's Ruby client does. */
const MOST_WAITS = 3;

/** An export asks for more than a webhook may wait for. */
const TIMEOUT_MS = 30_000;

export interface Opening {
  workspace: string | undefined;
  /** Exports and streams leave the last tenth of the rate limit to people. */
  isBulk: boolean;
  note(words: string): void;
}

/** The database is let go before Intercom is asked: a long export must not hold it. */
export async function openAsk({ workspace: named, isBulk, note }: Opening): Promise<Ask> {
  const config = readIntercomConfig();
  const {
    id,
    region,
    intercomToken: token,
  } = await withStore(config, outputTo({ json: false }), ({ database }) =>
    findWorkspace(database, new Sealer(config.encryptionKeys), named),
  );
  if (token === null) throw new UsageError(slips.notConnected(id));
  const now = () => Date.now();
  const pace = new Pace(new AppPace());
  const call = createCall({
    apiUrl: apiUrlOf(region, config.intercomApiUrl),
    token,
    pace,
    rank: isBulk ? 'bulk' : 'person',
    now,
    observe: () => {},
    noteTime: () => {},
    timeoutMs: TIMEOUT_MS,
  });
  const asking = { call, now, left: () => pace.left(now()), scrolls: new OneAtATime(), waits: MOST_WAITS };
  return createAsk({ ...asking, onWait: (ms) => note(waitNote(Math.ceil(ms / 1000))) });
}

async function findWorkspace(database: Database, sealer: Sealer, named: string | undefined): Promise<OpenWorkspace> {
  const ids = (await listInstalled(database.owner)).map(({ id }) => id);
  const [only] = ids;
  if (only === undefined) throw new UsageError(slips.noWorkspace);
  if (named === undefined && ids.length > 1) throw new UsageError(slips.whichWorkspace(ids));
  const directory = new WorkspaceDirectory(database, sealer, createLog('silent'));
  return directory.get(named ?? only);
}

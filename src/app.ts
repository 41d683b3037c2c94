// The composition root: everything is made and wired here, and taken down in the reverse order.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { AttachableClock } from 'pg-boss';
import { type Config, isOnLoopback } from './config.ts';
import { AppError } from './domain/errors.ts';
import type { ClaimedJob } from './domain/jobs/jobs.ts';
import { type QueueName, queueNames, type Rank } from './domain/jobs/queues.ts';
import { lockedSecrets } from './domain/locked-secrets.ts';
import type { PrivateWorkspaceProblem } from './domain/readiness.ts';
import type { Vendor } from './domain/vendors.ts';
import { watchPeople } from './http/middleware/people.ts';
import { createMetricsServer, createOpsServer, createServer, type Doors } from './http/server.ts';
import type { CallOptions } from './intercom/calls/call.ts';
import { createIntercomClient } from './intercom/calls/client.ts';
import { AppPace, Pace } from './intercom/calls/pace.ts';
import { apiUrlOf, appUrlOf, regions } from './intercom/regions.ts';
import { Background } from './lib/background.ts';
import type { MadeCall } from './lib/call-watch.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import { createGuardedFetch, mayReach } from './lib/guarded-fetch.ts';
import { newId, newSecret } from './lib/ids.ts';
import { createLog, type Logger } from './lib/log.ts';
import { deriveKey, Sealer } from './lib/sealed.ts';
import { analyzeByApi, classifyByApi, draftByApi, evaluateByApi } from './services/assist/answer-by-api.ts';
import { Heart } from './services/catch-up/heart.ts';
import { createSilenceWatch } from './services/catch-up/notice-silence.ts';
import { createClockSkew } from './services/clock-skew.ts';
import { changeByKey, endOptOutByKey } from './services/consent/change-by-key.ts';
import { optOutAddress, optOutTyped, resumeAddress } from './services/consent/change-on-page.ts';
import { importConsents, MOST_BYTES, readImport } from './services/consent/import-consents.ts';
import { evidenceIn, readConsents, readPerson } from './services/consent/read-consents.ts';
import { lookUpContacts } from './services/contacts/look-up-contacts.ts';
import { type Context, type OpenWorkspace, within } from './services/context.ts';
import { createNotificationAcceptor } from './services/conversations/accept-notification.ts';
import { type CallWatcher, createCallWatcher } from './services/credentials/watch-calls.ts';
import { readChanges } from './services/customers/read-changes.ts';
import { actOnSync, readSync } from './services/customers/read-sync.ts';
import { rehearseCustomer } from './services/customers/rehearse-customer.ts';
import { awaitCustomer, beginBatch, endBatch, takeRecords } from './services/customers/take-records.ts';
import { serveFile } from './services/media/serve-file.ts';
import { MediaTokens } from './services/media-tokens.ts';
import { createMetrics } from './services/metrics.ts';
import { checkReadiness } from './services/operations/check-readiness.ts';
import { measureQueues } from './services/operations/measure-queues.ts';
import { createTextVerbs } from './services/operations/text-verbs.ts';
import { clickPanel, openPanel } from './services/panel/open-panel.ts';
import { createRefusedCounter } from './services/refused/count-refused.ts';
import { createEvidenceLog, createTopicLog } from './services/refused/note-evidence.ts';
import { keepRefused } from './services/refused/quarantine.ts';
import { createChecks } from './services/settings/checks.ts';
import { createKeyVerbs } from './services/settings/key-verbs.ts';
import { readIndex } from './services/settings/read-index.ts';
import { readOverview } from './services/settings/read-overview.ts';
import { readPage } from './services/settings/read-page.ts';
import { submitSettings } from './services/settings/submit.ts';
import { createTextAcceptor } from './services/texts/accept-text.ts';
import { listApiTexts, readApiText } from './services/texts/read-api-texts.ts';
import { readSmsStatus } from './services/texts/read-sms-status.ts';
import { createStatusAcceptor } from './services/texts/record-delivery.ts';
import { sendByApi } from './services/texts/send-by-api.ts';
import { sendByConnector } from './services/texts/send-by-connector.ts';
import { sendSeries } from './services/texts/send-series.ts';
import { WorkspaceDirectory } from './services/workspace-directory.ts';
import { createUninstallListener } from './services/workspaces/hear-uninstall.ts';
import { createCallLimit } from './services/workspaces/limit-calls.ts';
import { createKeyRing } from './services/workspaces/prove-key.ts';
import { readFrame } from './services/workspaces/read-frame.ts';
import { nameNoOther, setUpPrivateWorkspace } from './services/workspaces/set-up-private-workspace.ts';
import { findSignedIn, finishSignIn, signOut, startSignIn } from './services/workspaces/sign-in.ts';
import { type Database, type DatabaseOptions, openDatabase } from './store/database/database.ts';
import { migrate } from './store/database/migrate.ts';
import { runStatements } from './store/database/statements.ts';
import { openBucket } from './store/media/bucket.ts';
import { createBucketStore } from './store/media/bucket-store.ts';
import { createDatabaseStore } from './store/media/database-store.ts';
import type { MediaStore } from './store/media/media-store.ts';
import { spareMemory } from './store/media/sparing-store.ts';
import { type Jobs, openJobs } from './store/queue/jobs.ts';
import { createTwilioClient, type TwilioClient, TwilioTransport } from './twilio/client.ts';
import { Worker } from './worker/worker.ts';

/** The roles of a process: it answers requests, runs jobs, or does both. */
export const roles = ['web', 'worker', 'both'] as const;
export type ProcessRole = (typeof roles)[number];

/** Replacements that the process, a test or the demo may bring. */
export interface Overrides {
  /** Absent: both. Another role needs a PostgreSQL to share. */
  role?: ProcessRole;
  database?: Database;
  /** The process's part beside the embedded database; absent: a service. */
  embedded?: Pick<DatabaseOptions, 'as' | 'isDisposable'>;
  clock?: Clock;
  queueClock?: AttachableClock;
  random?: () => number;
  log?: Logger;
  /** This process takes over dead processes' jobs; absent: true. */
  supervise?: boolean;
  /** Milliseconds for which a new conversation or contact may be missing from Intercom's search; absent: five minutes. */
  searchLagMs?: number;
}

export interface App {
  ctx: Context;
  worker: Worker;
  /** Listens, and starts the worker unless told not to; resolves to the address. */
  start(options?: { worker?: boolean }): Promise<{ url: string; port: number; metricsPort: number | undefined }>;
  /** Takes no more requests and jobs, finishes those under way, and closes the database. */
  close(): Promise<{ leftBehind: ClaimedJob[] }>;
}

/**
 * Time limits of a request in milliseconds, so that a slow sender does not keep a connection for ever. Bodies have shorter ones
 * (http/middleware), but for a long list that somebody imports.
 */
const serverLimits = { headersTimeout: 10_000, requestTimeout: 120_000, connectionsCheckingInterval: 5_000 };

/** Requests still open after this long at shutdown are cut off; their callers try again. */
const CLOSE_MS = 3_000;

/** Intercom's reference says "minutes". After this, a thing that the search does not find was not made. */
const SEARCH_LAG_MS = 5 * 60_000;

/** The first pause before the environment's unknown workspace is looked up again; each one is longer. */
/** People on a page of consent. */
const CONSENTS_A_PAGE = 50;
const FIRST_SET_UP_PAUSE_MS = 5_000;
const SET_UP_RAREST_MS = 5 * 60_000;

export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const log = overrides.log ?? createLog(config.logLevel);
  const database =
    overrides.database ??
    (await openDatabase({
      url: config.databaseUrl,
      dataDir: config.dataDir,
      poolSize: 16,
      ...overrides.embedded,
      onError: (error) => log.warn({ err: error }, 'a database connection broke'),
    }));
  const role = overrides.role ?? 'both';
  const { ctx, wireWorker } = await createContext(config, overrides, log, database).catch(async (error) => {
    // A server of our own must not outlive a start that failed.
    await database.close();
    throw error;
  });
  const worker = new Worker(ctx);
  wireWorker((queue) => worker.wake(queue));
  const refusals = createRefusedCounter(ctx);
  const setUp = createSetUp(config, ctx);
  const heart = new Heart(ctx);
  const noticeSilence = createSilenceWatch(ctx);
  const checks = createChecks();
  const acceptors = { acceptText: createTextAcceptor(ctx), acceptStatus: createStatusAcceptor(ctx) };
  const doors: Doors = {
    log,
    newId: ctx.newId,
    clock: ctx.clock,
    trustedProxies: config.trustedProxies,
    metricsAt: { ownPort: config.metrics.port !== undefined, token: config.metrics.token },
    clientSecret: config.intercom.clientSecret,
    publicUrl: config.publicUrl,
    workspaces: ctx.workspaces,
    refusals,
    metrics: ctx.metrics,
    ...acceptors,
    acceptNotification: createNotificationAcceptor(ctx),
    async keepUp(workspaceId) {
      await heart.keepUp();
      await noticeSilence(workspaceId);
    },
    noteTopic: createTopicLog(ctx),
    noteEvidence: createEvidenceLog(ctx),
    cookies: {
      isSecure: config.publicUrl.startsWith('https:'),
      keys: config.encryptionKeys.map((key) => deriveKey(key, 'cookies')),
    },
    oauthApp: ctx.oauthApp,
    startSignIn: (purpose, region, browser) => startSignIn(ctx, purpose, region, browser),
    finishSignIn: (came) => finishSignIn(ctx, came),
    hearUninstall: createUninstallListener(ctx),
    findSignedIn: (session) => findSignedIn(ctx, session),
    signOut: (session) => signOut(ctx, session),
    readFrame: (workspace, request) => readFrame(within(ctx, workspace.id), workspace, request),
    consents: {
      list: (workspace, search) => readConsents(within(ctx, workspace.id), workspace.id, search, CONSENTS_A_PAGE),
      person: (workspace, address) => readPerson(within(ctx, workspace.id), workspace.id, address),
      evidenceIn: (workspace, part) => evidenceIn(within(ctx, workspace.id), workspace.id, part),
      optOutTyped: (workspace, adminId, typed, reason) =>
        optOutTyped(within(ctx, workspace.id), { workspace, adminId }, typed, reason),
      optOut: (workspace, adminId, address, reason) =>
        optOutAddress(within(ctx, workspace.id), { workspace, adminId }, address, reason),
      resume: (workspace, adminId, address) =>
        resumeAddress(within(ctx, workspace.id), { workspace, adminId }, address),
    },
    consentImports: {
      mostBytes: MOST_BYTES,
      take: (workspace, file, source) => importConsents(within(ctx, workspace.id), workspace, file, source),
      find: (workspace, id) => readImport(within(ctx, workspace.id), workspace.id, id),
    },
    readOverview: (workspace, framed, mayBeOld) =>
      readOverview(within(ctx, workspace.id), workspace, framed, { checks, mayBeOld }),
    readIndex: (workspace, framed) => readIndex(within(ctx, workspace.id), workspace, framed),
    readPage: (workspace, request) => readPage(within(ctx, workspace.id), workspace, request, checks),
    submitSettings: (editor, read) =>
      submitSettings(within(ctx, editor.workspace.id), editor, read, acceptors).finally(() =>
        checks.drop(editor.workspace.id),
      ),
    proveKey: createKeyRing(ctx),
    people: watchPeople(),
    limitCalls: createCallLimit(ctx, config.apiCallsPerMinute),
    listApiTexts: (workspace, search, limit) => listApiTexts(within(ctx, workspace.id), workspace, search, limit),
    classifyByApi,
    analyzeByApi,
    evaluateByApi,
    draftByApi: (workspace, turns) => draftByApi(within(ctx, workspace.id), workspace, turns),
    sendByConnector: (workspace, asked) => sendByConnector(within(ctx, workspace.id), workspace, asked),
    readSmsStatus: (workspace, asked) => readSmsStatus(within(ctx, workspace.id), workspace, asked),
    sendSeries: (workspace, asked) => sendSeries(within(ctx, workspace.id), workspace, asked),
    takeRecords: (workspace, given, runId) => takeRecords(within(ctx, workspace.id), workspace, given, runId),
    rehearseCustomer: (workspace, given) => rehearseCustomer(within(ctx, workspace.id), workspace, given),
    awaitCustomer: (workspace, id, ms) => awaitCustomer(within(ctx, workspace.id), workspace.id, id, ms),
    beginRun: (workspace, name) => beginBatch(within(ctx, workspace.id), workspace.id, name),
    endRun: (workspace, runId) => endBatch(within(ctx, workspace.id), workspace.id, runId),
    readSync: (workspace) => readSync(within(ctx, workspace.id), workspace),
    actOnSync: (workspace, act) => actOnSync(within(ctx, workspace.id), workspace, act),
    readChanges: (workspace, after, limit) => readChanges(within(ctx, workspace.id), workspace, after, limit),
    sendByApi: (workspace, asked) => sendByApi(within(ctx, workspace.id), workspace, asked),
    readApiText: (workspace, id) => readApiText(within(ctx, workspace.id), workspace, id),
    listApiConsents: (workspace, search, limit) => readConsents(within(ctx, workspace.id), workspace.id, search, limit),
    readApiConsent: (workspace, address) => readPerson(within(ctx, workspace.id), workspace.id, address),
    changeApiConsent: (workspace, said) => changeByKey(within(ctx, workspace.id), workspace, said),
    endApiOptOut: (workspace, said) => endOptOutByKey(within(ctx, workspace.id), workspace, said),
    ...createKeyVerbs(ctx),
    lookUpContacts: (workspace, name) => lookUpContacts(within(ctx, workspace.id), workspace, name),
    findFile: (token) => serveFile(ctx, token),
    texts: createTextVerbs(ctx),
    keepRefused: (workspace, refused, ip) => keepRefused(within(ctx, workspace.id), workspace, refused, ip),
    openPanel: (question) => openPanel(within(ctx, question.workspaceId), question),
    clickPanel: (question, click) => clickPanel(within(ctx, question.workspaceId), question, click),
    async checkReadiness() {
      const why = setUp.problem();
      return [...(await checkReadiness(ctx)), ...(why === null ? [] : [{ kind: 'workspace-unknown', why } as const])];
    },
    measure: () => measureQueues(ctx),
  };
  const servers: http.Server[] = [];
  let listener: Awaited<ReturnType<typeof hearOfWork>>;

  return {
    ctx,
    worker,
    async start(options = {}) {
      if (role !== 'worker') await heart.start(options.worker !== false);
      const serve = role === 'worker' ? createOpsServer : createServer;
      const server = await listen(serve(doors).callback(), config.port, config.host);
      servers.push(server);
      const metricsServer =
        config.metrics.port === undefined
          ? undefined
          : await listen(createMetricsServer(doors).callback(), config.metrics.port, config.host);
      if (metricsServer) servers.push(metricsServer);
      if (role !== 'web' && options.worker !== false) worker.start();
      if (role === 'worker') listener = await hearOfWork(database, worker);
      // This comes after listening: a vendor that hangs must not keep requests for known workspaces out.
      await setUp.start();
      const { port } = server.address() as AddressInfo;
      const metricsPort = metricsServer && (metricsServer.address() as AddressInfo).port;
      return { url: `http://127.0.0.1:${port}`, port, metricsPort };
    },
    async close() {
      setUp.stop();
      heart.stop();
      const [leftBehind] = await Promise.all([worker.stop(), listener?.close(), ...servers.map(closeServer)]);
      await Promise.race([ctx.background.idle(), wait(CLOSE_MS, undefined, { ref: false })]);
      await ctx.jobs.close();
      await database.close();
      return { leftBehind };
    },
  };
}

/** Work that needs a missing key waits until the key is back. */
function notAtHand(locked: OpenWorkspace['locked'], vendor: Vendor): AppError {
  const reason = lockedSecrets(locked, vendor) ?? { kind: 'not-connected', vendor };
  return new AppError('unavailable', reason, { retry: locked.length > 0 ? 'always' : 'later' });
}

/** Lets this process claim jobs at once that processes of the role web enqueue. */
async function hearOfWork({ wakeUps }: Database, worker: Worker) {
  return wakeUps.listen((words) => {
    for (const queue of queueNames) if (words === null || words.split(',').includes(queue)) worker.wake(queue);
  });
}

/** Tells processes of the role worker which queues have work, in the transaction that enqueues it. */
function tellWorkers(jobs: Jobs, { wakeUps }: Database): Jobs {
  const enqueueing: Jobs['enqueueing'] = async (added) => {
    const statements = await jobs.enqueueing(added);
    const queues = new Set(added.filter((job) => !job.delayMs).map((job) => job.queue));
    return queues.size > 0 ? [...statements, wakeUps.sending([...queues].join(','))] : statements;
  };
  return {
    ...jobs,
    enqueueing,
    enqueue: async (trx, added) => runStatements(trx, await enqueueing(added)),
    async wakeResting(trx, workspaceId, queues) {
      await jobs.wakeResting(trx, workspaceId, queues);
      await wakeUps.send(trx, queues.join(','));
    },
  };
}

async function createContext(config: Config, overrides: Overrides, log: Logger, database: Database) {
  await migrate(database.owner, (server) => log.warn(server, 'the database server is newer than those we test on'));
  const role = overrides.role ?? 'both';
  const clock = overrides.clock ?? systemClock;
  const opened = await openJobs({
    database,
    newId,
    now: () => clock.now(),
    onError: (error) => log.warn({ err: error }, 'the queue reports a fault'),
    ...(overrides.queueClock ? { clock: overrides.queueClock } : {}),
    supervise: overrides.supervise ?? role !== 'web',
  });
  const jobs = role === 'web' ? tellWorkers(opened, database) : opened;
  const sealer = new Sealer(config.encryptionKeys);
  const metrics = createMetrics();
  const clockSkew = createClockSkew(clock);
  const transport = new TwilioTransport(config.twilio.apiUrl, (date) => clockSkew.note('twilio', date));
  const twilioClients = new WeakMap<OpenWorkspace, TwilioClient>();
  const appPace = new AppPace();
  const paces = new Map<string, Pace>();
  const paceOf = (workspaceId: string) => {
    const pace = paces.get(workspaceId) ?? new Pace(appPace);
    paces.set(workspaceId, pace);
    return pace;
  };
  const observed = (vendor: Vendor) => ({
    observe: ({ operation, status, ms }: MadeCall) =>
      metrics.vendorCalls.observe({ vendor, operation, status }, ms / 1000),
  });
  const fromIntercom = {
    now: () => clock.now(),
    noteTime: (date: string | null) => clockSkew.note('intercom', date),
    ...observed('intercom'),
  };
  let wake: (queue: QueueName) => void = () => {};
  let watchCalls: CallWatcher;
  const callsOf = (workspace: OpenWorkspace, options?: { evenIfRefused?: boolean; rank?: Rank }): CallOptions => {
    const { id, region, intercomToken: token, locked } = workspace;
    if (token === null) throw notAtHand(locked, 'intercom');
    const apiUrl = apiUrlOf(region, config.intercom.apiUrl);
    const watch = watchCalls(workspace, 'intercom', options?.evenIfRefused);
    return { apiUrl, token, pace: paceOf(id), rank: options?.rank ?? 'person', ...fromIntercom, watch };
  };
  // Nobody's endpoint is on this machine, whatever the vendors are.
  const outside = { privateHosts: config.privateHosts, loopback: false };
  const ctx: Context = {
    database,
    db: database.within(''),
    jobs,
    wake: (queue) => wake(queue),
    clock,
    newId,
    newSecret,
    random: overrides.random ?? Math.random,
    log,
    metrics,
    publicUrl: config.publicUrl,
    numbersOfEnvironment: config.privateWorkspace?.senders ?? [],
    searchLagMs: overrides.searchLagMs ?? SEARCH_LAG_MS,
    clockSkew,
    background: new Background(),
    sealer,
    workspaces: new WorkspaceDirectory(database, sealer, log),
    intercom: (workspace, options) => createIntercomClient(callsOf(workspace, options)),
    async intercomResources(workspace, options) {
      const calls = callsOf(workspace, options);
      const { openResources } = await import('./intercom/resources/open.ts');
      return openResources(workspace.id, calls);
    },
    intercomLeft: ({ id }) => paceOf(id).left(clock.now()),
    intercomAt: (apiUrl, token) =>
      createIntercomClient({ apiUrl, token, pace: new Pace(appPace), rank: 'person', ...fromIntercom }),
    fetchGuarded: createGuardedFetch({
      privateHosts: config.privateHosts,
      loopback: [config.intercom.apiUrl, config.twilio.apiUrl].some(isOnLoopback),
    }),
    callEndpoint: createGuardedFetch(outside),
    mayCallEndpoint: (url) => mayReach(outside, url),
    media: openMediaStore(config, database),
    maySync: config.syncEnabled,
    mediaTokens: new MediaTokens(config.encryptionKeys),
    oauthApp: (region) => ({
      appUrl: appUrlOf(region, config.intercom.appUrl),
      apiUrl: apiUrlOf(region, config.intercom.apiUrl),
      clientId: config.intercom.clientId,
      clientSecret: config.intercom.clientSecret,
      redirectUri: `${config.publicUrl}/oauth/callback`,
    }),
    twilioWith: (login) => createTwilioClient({ ...login, ...observed('twilio') }, transport),
    twilio(workspace, options) {
      const { twilioLogin: login, locked } = workspace;
      if (login === null) throw notAtHand(locked, 'twilio');
      const make = (evenIfRefused: boolean) => {
        const watch = watchCalls(workspace, 'twilio', evenIfRefused);
        return createTwilioClient({ ...login, ...observed('twilio'), watch }, transport);
      };
      if (options?.evenIfRefused) return make(true);
      const client = twilioClients.get(workspace) ?? make(false);
      twilioClients.set(workspace, client);
      return client;
    },
  };
  watchCalls = createCallWatcher(ctx);
  return {
    ctx,
    wireWorker: (wakeWorker: typeof wake) => {
      wake = wakeWorker;
    },
  };
}

/** Files that the database has from before stay readable where the environment names a bucket. */
function openMediaStore({ mediaStore }: Config, database: Database): MediaStore {
  const inDatabase = createDatabaseStore(database);
  if (mediaStore === undefined) return spareMemory(inDatabase);
  const bucket = openBucket({ ...mediaStore, secret: mediaStore.secret.reveal() });
  return spareMemory(createBucketStore(bucket, inDatabase));
}

/** Looks up the environment's workspace at the start, and again until it is known. */
function createSetUp(config: Config, ctx: Context) {
  const input = config.privateWorkspace;
  let problem: PrivateWorkspaceProblem | null = input ? { kind: 'being-looked-up' } : null;
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = FIRST_SET_UP_PAUSE_MS;
  function scheduleNext(): void {
    timer = setTimeout(() => void setUpSafely(), pauseMs);
    pauseMs = Math.min(SET_UP_RAREST_MS, pauseMs * 2);
  }
  async function attempt(): Promise<void> {
    if (!input) return nameNoOther(ctx, null);
    // Only Intercom knows the token's region.
    const urls = [...new Set(regions.map((region) => apiUrlOf(region, config.intercom.apiUrl)))];
    const candidates = urls.map((apiUrl, index) => ({
      region: regions[index] ?? 'US',
      intercom: ctx.intercomAt(apiUrl, input.intercomToken),
    }));
    const result = await setUpPrivateWorkspace(ctx, candidates, input);
    problem = result.ok ? null : result.problem;
    const settled = result.ok && result.from === 'intercom';
    if (!settled) scheduleNext();
  }
  async function setUpSafely(): Promise<void> {
    try {
      await attempt();
    } catch (error) {
      ctx.log.error({ err: error }, 'the workspace of the environment cannot be set up');
      scheduleNext();
    }
  }
  return { start: setUpSafely, problem: () => problem, stop: () => clearTimeout(timer) };
}

function listen(handler: http.RequestListener, port: number, host: string): Promise<http.Server> {
  return new Promise((resolve, reject) => {
    const server = http.createServer(serverLimits, handler);
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

function closeServer(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}

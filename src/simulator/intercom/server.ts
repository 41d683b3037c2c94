// The pretend Intercom: its REST API over HTTP, its webhooks and panel requests, and the workspaces behind them.
import type { Clock } from '../../lib/clock.ts';
import { Faults } from '../stand-in/faults.ts';
import { PostOffice } from '../stand-in/post-office.ts';
import { startStandIn } from '../stand-in/stand-in.ts';
import type { Traffic } from '../stand-in/traffic.ts';
import { createIntercomApi } from './api.ts';
import type { BodyFormat } from './conversations/conversation-payloads.ts';
import { Files, type UploadedFile } from './files.ts';
import { type AppAddresses, DeveloperHub } from './install/developer-hub.ts';
import { Tokens } from './install/tokens.ts';
import { uninstall } from './install/uninstall.ts';
import { type NewWorkspace, settingsOf } from './new-workspace.ts';
import { RateLimit } from './rate-limit.ts';
import { type Outlet, WorkspaceState } from './state.ts';
import { type WebhookLogEntry, Webhooks } from './webhooks/webhooks.ts';
import { SimulatedWorkspace } from './workspace.ts';

export interface IntercomOptions extends AppAddresses {
  clock: Clock;
  traffic: Traffic;
  clientId: string;
  clientSecret: string;
  appName?: string;
  webhookUrl?: string;
  postOffice?: PostOffice;
  /** 0..1; ids of requests and notifications, and faults by chance. */
  random?: () => number;
  port?: number;
  latencyMs?: () => number;
  webhookBodies?: BodyFormat;
  searchLagMs?: number;
}

export interface IntercomEvent {
  kind: string;
  workspaceId: string;
  conversationId?: string;
}

/** Starts the stand-in on 127.0.0.1; workspaces are added to it. */
export async function startIntercom(options: IntercomOptions): Promise<IntercomStandIn> {
  const standIn = new IntercomStandIn(options);
  await standIn.listen(options);
  return standIn;
}

export class IntercomStandIn {
  readonly faults: Faults;
  readonly postOffice: PostOffice;
  readonly webhooks: Webhooks;
  readonly rateLimit: RateLimit;
  readonly #clock: Clock;
  readonly #hub: DeveloperHub;
  readonly #random: () => number;
  readonly #files: Files;
  readonly #ownsPostOffice: boolean;
  readonly #states = new Map<string, WorkspaceState>();
  readonly #workspaces = new Map<string, SimulatedWorkspace>();
  readonly #tokens: Tokens;
  readonly #listeners = new Set<(event: IntercomEvent) => void>();
  #server: { url: string; close(): Promise<void> } | undefined;
  /** The time until search finds a new contact or conversation, in milliseconds of the clock. */
  searchLagMs: number;
  /** How far Intercom's clock is ahead of the world's, in milliseconds. */
  aheadMs = 0;

  constructor(options: IntercomOptions) {
    this.#clock = options.clock;
    this.#hub = new DeveloperHub(options);
    this.#random = options.random ?? Math.random;
    this.#tokens = new Tokens(options.clock, this.#random);
    this.#files = new Files(options.clock, options.clientSecret);
    this.#ownsPostOffice = options.postOffice === undefined;
    this.searchLagMs = options.searchLagMs ?? 0;
    this.faults = new Faults(this.#random);
    this.rateLimit = new RateLimit(options.clock);
    this.postOffice = options.postOffice ?? new PostOffice({ clock: options.clock });
    const { clock, clientSecret: secret } = options;
    this.webhooks = new Webhooks({ clock, postOffice: this.postOffice, secret, random: this.#random });
    this.webhooks.format = options.webhookBodies ?? 'html';
    if (options.webhookUrl !== undefined) this.webhooks.saveUrl(options.webhookUrl);
  }

  get url(): string {
    if (!this.#server) throw new Error('the stand-in is not listening');
    return this.#server.url;
  }

  get webhookBodies(): BodyFormat {
    return this.webhooks.format;
  }

  set webhookBodies(format: BodyFormat) {
    this.webhooks.format = format;
  }

  get subscribedTopics(): readonly string[] {
    return this.webhooks.topics;
  }

  set subscribedTopics(topics: readonly string[]) {
    this.webhooks.topics = topics;
  }

  /** Absent fields stay as they are. */
  configure({ webhookUrl, ...addresses }: AppAddresses & { webhookUrl?: string }): void {
    if (webhookUrl !== undefined) this.webhooks.saveUrl(webhookUrl);
    this.#hub.configure(addresses);
  }

  addWorkspace(workspace: NewWorkspace): SimulatedWorkspace {
    if (this.#states.has(workspace.id)) throw new Error(`there is a workspace ${workspace.id} already`);
    const state = new WorkspaceState(settingsOf(workspace), this.#clock, this.#outlet());
    const panel = { clientSecret: this.#hub.clientSecret, url: () => this.#hub.canvasUrl() };
    const desk = { tokens: this.#tokens, uninstall: () => this.#uninstall(state) };
    const simulated = new SimulatedWorkspace(state, this.webhooks, panel, desk);
    this.#states.set(state.id, state);
    this.#workspaces.set(state.id, simulated);
    if (workspace.token !== undefined) simulated.giveToken(workspace.token);
    return simulated;
  }

  workspace(id: string): SimulatedWorkspace {
    const workspace = this.#workspaces.get(id);
    if (!workspace) throw new Error(`there is no workspace ${id}`);
    return workspace;
  }

  workspaces(): readonly SimulatedWorkspace[] {
    return [...this.#workspaces.values()];
  }

  /** A file that somebody adds in the composer: its address, which expires. */
  upload(file: UploadedFile): string {
    return `${this.url}${this.#files.keep(file)}`;
  }

  /** Notifications of every workspace, also those that were not sent. */
  webhookLog(): readonly WebhookLogEntry[] {
    return this.webhooks.log;
  }

  /** Tells of every change; returns how to stop listening. */
  on(listener: (event: IntercomEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async listen(options: IntercomOptions): Promise<void> {
    const { traffic, port, latencyMs } = options;
    const app = createIntercomApi({
      tokens: this.#tokens,
      rateLimit: this.rateLimit,
      files: this.#files,
      random: this.#random,
      hub: this.#hub,
      workspaces: () => [...this.#states.values()],
      uninstall: (workspace) => this.#uninstall(workspace),
      url: () => this.url,
      searchLagMs: () => this.searchLagMs,
    });
    this.#server = await startStandIn({
      service: 'intercom',
      app,
      faults: this.faults,
      traffic,
      clock: this.#clock,
      aheadMs: () => this.aheadMs,
      ...(port === undefined ? {} : { port }),
      ...(latencyMs === undefined ? {} : { latencyMs }),
    });
  }

  async close(): Promise<void> {
    if (this.#ownsPostOffice) await this.postOffice.stop();
    await this.#server?.close();
  }

  #uninstall(workspace: WorkspaceState): void {
    const url = this.#hub.uninstallUrl;
    uninstall(workspace, { tokens: this.#tokens, postOffice: this.postOffice, clock: this.#clock, url });
  }

  #outlet(): Outlet {
    return {
      announce: (workspaceId, topic, subject) => {
        const state = this.#states.get(workspaceId);
        if (state) this.webhooks.announce(state, topic, subject);
      },
      changed: (kind, workspaceId, conversationId) => {
        const event = { kind, workspaceId, ...(conversationId === undefined ? {} : { conversationId }) };
        for (const listener of this.#listeners) listener(event);
      },
    };
  }
}

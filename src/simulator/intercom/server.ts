// The pretend Intercom: its REST API over HTTP, its webhooks and panel requests, and the workspaces behind them.
import type { Clock } from '../../lib/clock.ts';
import { PostOffice } from '../post-office.ts';
import { Faults, startStandIn, type Traffic } from '../stand-in.ts';
import { createIntercomApi } from './api.ts';
import type { BodyFormat } from './conversation-payloads.ts';
import { Files } from './files.ts';
import { RateLimit } from './rate-limit.ts';
import type { AdminRecord, TeamRecord } from './records.ts';
import { type Outlet, WorkspaceState } from './state.ts';
import { Tokens } from './tokens.ts';
import { type WebhookLogEntry, Webhooks } from './webhooks.ts';
import { SimulatedWorkspace } from './workspace.ts';

export interface IntercomOptions {
  clock: Clock;
  traffic: Traffic;
  clientId: string;
  clientSecret: string;
  webhookUrl?: string;
  /** Where `/canvas/initialize` and `/canvas/submit` are: the service's address, with or without `/canvas`. */
  canvasUrl?: string;
  postOffice?: PostOffice;
  /** 0..1; ids of requests and notifications, and faults by chance. */
  random?: () => number;
  port?: number;
  latencyMs?: () => number;
  webhookBodies?: BodyFormat;
  searchLagMs?: number;
}

export interface WorkspaceOptions {
  id: string;
  name: string;
  token: string;
  timezone?: string;
  region?: 'US' | 'EU' | 'AU';
  admins?: AdminRecord[];
  teams?: TeamRecord[];
  attributeNames?: 'any' | 'strict';
}

export interface IntercomEvent {
  kind: string;
  workspaceId: string;
  conversationId?: string;
}

const DEFAULT_ADMINS: readonly AdminRecord[] = [
  { id: '991267001', name: 'Theo', email: 'theo@agents.example' },
  { id: '991267002', name: 'Ines', email: 'ines@agents.example' },
];

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
  readonly #client: { id: string; secret: string };
  readonly #random: () => number;
  readonly #files: Files;
  readonly #ownsPostOffice: boolean;
  readonly #states = new Map<string, WorkspaceState>();
  readonly #workspaces = new Map<string, SimulatedWorkspace>();
  readonly #tokens: Tokens;
  readonly #listeners = new Set<(event: IntercomEvent) => void>();
  #canvasUrl: string | undefined;
  #server: { url: string; close(): Promise<void> } | undefined;
  /** How long search does not know of a new contact or conversation, in milliseconds of the clock. */
  searchLagMs: number;

  constructor(options: IntercomOptions) {
    this.#clock = options.clock;
    this.#client = { id: options.clientId, secret: options.clientSecret };
    this.#random = options.random ?? Math.random;
    this.#tokens = new Tokens(this.#random);
    this.#files = new Files(options.clock, options.clientSecret);
    this.#ownsPostOffice = options.postOffice === undefined;
    this.#canvasUrl = options.canvasUrl;
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

  configure(urls: { webhookUrl?: string; canvasUrl?: string }): void {
    if (urls.webhookUrl !== undefined) this.webhooks.saveUrl(urls.webhookUrl);
    if (urls.canvasUrl !== undefined) this.#canvasUrl = urls.canvasUrl;
  }

  addWorkspace(workspace: WorkspaceOptions): SimulatedWorkspace {
    if (this.#states.has(workspace.id)) throw new Error(`there is a workspace ${workspace.id} already`);
    const admins = workspace.admins ?? DEFAULT_ADMINS;
    const settings = {
      id: workspace.id,
      name: workspace.name,
      timezone: workspace.timezone ?? 'America/New_York',
      region: workspace.region ?? 'US',
      admins,
      teams: workspace.teams ?? [{ id: '5017691', name: 'Support', adminIds: admins.map((admin) => admin.id) }],
      attributeNames: workspace.attributeNames ?? 'any',
    };
    const state = new WorkspaceState(settings, this.#clock, this.#outlet());
    const panel = { clientSecret: this.#client.secret, url: () => this.#requireCanvasUrl() };
    const simulated = new SimulatedWorkspace(state, this.webhooks, panel, {
      revoke: () => this.#tokens.revokeAll(state),
      give: (token) => this.#tokens.give(token, state),
      newCode: () => this.#tokens.newCode(state),
    });
    this.#states.set(state.id, state);
    this.#workspaces.set(state.id, simulated);
    this.#tokens.give(workspace.token, state);
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
      client: this.#client,
      url: () => this.url,
      searchLagMs: () => this.searchLagMs,
    });
    this.#server = await startStandIn({
      service: 'intercom',
      app,
      faults: this.faults,
      traffic,
      clock: this.#clock,
      ...(port === undefined ? {} : { port }),
      ...(latencyMs === undefined ? {} : { latencyMs }),
    });
  }

  async close(): Promise<void> {
    if (this.#ownsPostOffice) await this.postOffice.stop();
    await this.#server?.close();
  }

  #requireCanvasUrl(): string {
    if (this.#canvasUrl === undefined) throw new Error('the panel has no URL yet');
    return `${this.#canvasUrl.replace(/(\/canvas)?\/?$/, '')}/canvas`;
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

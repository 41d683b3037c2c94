// The API's calls about endpoints, which are told what happens.
import { PAGE } from '../../domain/api/operations.ts';
import type { Endpoint, MadeEndpoint, Replay, ToldEvent } from '../../domain/endpoints.ts';
import { AppError } from '../../domain/errors.ts';
import type { NotSaved, Saved } from '../../domain/settings/saved.ts';
import type { OpenWorkspace } from '../../services/context.ts';
import type { replayEndpoint, testEndpoint } from '../../services/webhooks/change-endpoints.ts';
import type { Call } from './call.ts';
import { readTime, throwIf, throwProblems } from './values.ts';

export interface WebhookCalls {
  listEndpoints(workspace: OpenWorkspace): Promise<Endpoint[]>;
  makeEndpoint(workspace: OpenWorkspace, asked: { url: string; events: string[] }): Promise<MadeEndpoint | NotSaved>;
  removeEndpoint(workspace: OpenWorkspace, id: string): Promise<Saved>;
  testEndpoint(workspace: OpenWorkspace, id: string): ReturnType<typeof testEndpoint>;
  replayEndpoint(workspace: OpenWorkspace, id: string, replay: Replay): ReturnType<typeof replayEndpoint>;
  readDeliveries(workspace: OpenWorkspace, id: string, atMost: number): Promise<ToldEvent[] | undefined>;
}

interface Replaying {
  since?: string;
  until?: string;
  only_failed?: boolean;
}

export function webhooksCalls(door: WebhookCalls) {
  async function find({ workspace, params }: Call): Promise<Endpoint> {
    const found = (await door.listEndpoints(workspace)).find(({ id }) => id === params['id']);
    return found ?? notHere();
  }
  return {
    async list({ workspace }: Call): Promise<unknown> {
      return { data: (await door.listEndpoints(workspace)).map(shapeOf), next_cursor: null };
    },

    /** The answer alone has the secret. */
    async make({ workspace, body }: Call): Promise<unknown> {
      const made = await door.makeEndpoint(workspace, body as { url: string; events: string[] });
      if ('problems' in made) throwProblems(made.problems);
      return { ...shapeOf(made.endpoint), secret: made.secret };
    },

    async remove(call: Call): Promise<unknown> {
      const endpoint = await find(call);
      if (!(await door.removeEndpoint(call.workspace, endpoint.id)).ok) notHere();
      return shapeOf(endpoint);
    },

    async test(call: Call): Promise<unknown> {
      const tested = await door.testEndpoint(call.workspace, (await find(call)).id);
      if ('problems' in tested) return notHere();
      return { delivered: tested.failure === null, answered: tested.answered, reason: tested.failure };
    },

    async replay(call: Call): Promise<unknown> {
      const { id } = await find(call);
      const { since, until, only_failed: onlyFailed = true } = (call.body ?? {}) as Replaying;
      const [from, to] = [readTime(since), readTime(until)];
      throwIf({ '/since': from === 'unreadable', '/until': to === 'unreadable' });
      const period = { since: from as Date | null, until: to as Date | null };
      const done = await door.replayEndpoint(call.workspace, id, { ...period, onlyFailed });
      if ('problems' in done) throwProblems(done.problems);
      return { events: done.events };
    },

    async deliveries({ workspace, params, query }: Call): Promise<unknown> {
      const told = await door.readDeliveries(workspace, params['id'] ?? '', Number(query['limit'] ?? PAGE.usual));
      return { data: (told ?? notHere()).map(lineOf), next_cursor: null };
    },
  };
}

function notHere(): never {
  throw new AppError('not-found', { kind: 'api-not-found', what: 'endpoint' });
}

function shapeOf({ id, url, events, createdAt, failingSince, failure, offSince }: Endpoint) {
  const status = offSince !== null ? 'off' : failingSince !== null ? 'failing' : 'on';
  const since = offSince ?? failingSince;
  return {
    ...{ id, url, events, status, reason: failure, since: since?.toISOString() ?? null },
    created_at: createdAt.toISOString(),
  };
}

function lineOf({ id, type, at, status, tries, answered, failure }: ToldEvent) {
  return { id, type, at: at.toISOString(), status, tries, answered, reason: failure };
}

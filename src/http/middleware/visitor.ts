// The visitor of a page: the session, its workspace, and the forms that it sends.
import type { Context as KoaContext } from 'koa';
import { AppError } from '../../domain/errors.ts';
import type { PageFrame, Place } from '../../domain/page-frame.ts';
import { mayChangeSettings } from '../../domain/role.ts';
import { wellFormed } from '../../domain/well-formed.ts';
import { formFields, hasMoreFields } from '../../lib/form-fields.ts';
import type { OpenWorkspace } from '../../services/context.ts';
import type { WorkspaceDirectory } from '../../services/workspace-directory.ts';
import type { FrameRequest } from '../../services/workspaces/read-frame.ts';
import { signInPage } from '../../views/page/plain-pages.ts';
import type { SentForm } from '../../views/page/sent-form.ts';
import { showPlainPage } from '../pages.ts';
import { bodyLimits, readBody } from './raw-body.ts';
import { type Cookies, formToken, keepWay, requireFormToken, sessionOf } from './sign-in.ts';

/** Several fields for each of a few thousand numbers. */
const MOST_FIELDS = 20_000;

type Session = FrameRequest['session'];

/** The part of a door that every page of a workspace needs. */
export interface PageDoor {
  newId(): string;
  cookies: Cookies;
  workspaces: WorkspaceDirectory;
  findSignedIn(session: string): Promise<Session | undefined>;
  readFrame(workspace: OpenWorkspace, request: FrameRequest): Promise<PageFrame>;
}

export interface Visitor {
  cookie: string;
  session: Session;
  workspace: OpenWorkspace;
}

/** Undefined where nobody is signed in; then the page that was asked for is kept until somebody is. */
export async function visitorOf(door: Omit<PageDoor, 'readFrame'>, ctx: KoaContext): Promise<Visitor | undefined> {
  const cookie = sessionOf(ctx, door.cookies);
  const session = cookie && (await door.findSignedIn(cookie));
  const workspace = session && (await door.workspaces.find(session.workspaceId, 0));
  if (!cookie || !session || !workspace) {
    if (ctx.method === 'GET') keepWay(ctx, door.cookies, ctx.path);
    return undefined;
  }
  ctx.state.logged = { workspaceId: workspace.id };
  return { cookie, session, workspace };
}

export function showSignIn(ctx: KoaContext): void {
  showPlainPage(ctx, 401, signInPage);
}

/** Throws for a member who may only look. */
export function requireEditor({ session }: Visitor): void {
  if (!mayChangeSettings(session.role)) throw new AppError('unauthenticated', { kind: 'view-only' });
}

type Show = (ctx: KoaContext, visitor: Visitor) => Promise<void>;

/** A page for members of any role; others are asked to sign in. */
export function forMembers(door: Omit<PageDoor, 'readFrame'>, show: Show): (ctx: KoaContext) => Promise<void> {
  return async (ctx) => {
    const visitor = await visitorOf(door, ctx);
    if (visitor) await show(ctx, visitor);
    else showSignIn(ctx);
  };
}

/** A form of a page, for members who may change things. `field`: the first value under a name, or empty. */
export function forEditors(
  door: Omit<PageDoor, 'readFrame'>,
  work: (ctx: KoaContext, visitor: Visitor, field: (name: string) => string) => Promise<void>,
): (ctx: KoaContext) => Promise<void> {
  return forMembers(door, async (ctx, visitor) => {
    const form = await formOf(door, ctx, visitor.cookie);
    requireEditor(visitor);
    await work(ctx, visitor, (name) => wellFormed(form[name]?.[0] ?? ''));
  });
}

/** Reads a form. Throws where our own page did not make it for this session. */
export async function formOf(door: Pick<PageDoor, 'cookies'>, ctx: KoaContext, cookie: string): Promise<SentForm> {
  const body = await readBody(ctx, bodyLimits.settings);
  if (hasMoreFields(body, MOST_FIELDS))
    throw new AppError('invalid', { kind: 'form-too-long', mostFields: MOST_FIELDS });
  const form = formFields(body);
  requireFormToken(door.cookies, cookie, form['csrf']?.[0] ?? '');
  return form;
}

export type Outcome = Partial<Pick<PageFrame, 'flash' | 'typed' | 'problems'>>;

/** The request for a page's frame; `outcome`: how the form ended that led here. */
export function frameRequest(
  door: Pick<PageDoor, 'cookies' | 'newId'>,
  { cookie, session }: Visitor,
  place: Place,
  outcome: Outcome,
): FrameRequest {
  const nothing = { flash: null, typed: {}, problems: {} };
  return { ...nothing, ...outcome, place, session, csrf: formToken(door.cookies, cookie), nonce: door.newId() };
}

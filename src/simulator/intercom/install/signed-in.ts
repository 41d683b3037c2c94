// Keeps in a browser's cookie who is signed in at the pretend Intercom.
import type Koa from 'koa';

// Browsers send the cookies of one host to each of its ports, so that the names tell whose they are.
const PERSON = 'pretend_intercom_person';
const HURRY = 'pretend_intercom_hurry';
const HURRY_SECONDS = 30;

/** The ids of the workspace and of its admin, with a slash between. */
export function personOf(ctx: Koa.Context): string | undefined {
  const kept = ctx.cookies.get(PERSON);
  return kept === undefined ? undefined : Buffer.from(kept, 'base64url').toString();
}

export function keepPerson(
  ctx: Koa.Context,
  who: string,
  { isInHurry }: { isInHurry: boolean } = { isInHurry: false },
): void {
  ctx.cookies.set(PERSON, Buffer.from(who).toString('base64url'), { httpOnly: true, sameSite: 'lax' });
  // A browser takes an end of its own clock for ours, which the demo may have set forward; it counts seconds itself.
  if (isInHurry) ctx.append('set-cookie', `${HURRY}=yes; path=/; max-age=${HURRY_SECONDS}; samesite=lax; httponly`);
}

/** True once after a link that asked for it. */
export function isInHurry(ctx: Koa.Context): boolean {
  return ctx.cookies.get(HURRY) !== undefined;
}

export function forgetHurry(ctx: Koa.Context): void {
  ctx.cookies.set(HURRY, null);
}

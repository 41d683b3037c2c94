// What leads to where something is mended, by who can mend it.

import type { Finding } from '../../domain/doctor/finding.ts';
import { installPath } from '../../domain/install-path.ts';
import { developerHubPage } from '../../intercom/pages.ts';
import { regionNamed } from '../../intercom/regions.ts';
import type { Context, OpenWorkspace } from '../context.ts';

type Fix = NonNullable<Finding['fix']>;

/** For what whoever runs the service mends: who looks at the doctor can ask for it, and see whether it was done. */
export function checkAgain({ publicUrl }: Pick<Context, 'publicUrl'>): Fix {
  return { kind: 'link', label: 'Check again', url: `${publicUrl}/settings` };
}

/** Gets a new token. The environment's workspace has its token from there: it is not installed. */
export function installAgain(ctx: Pick<Context, 'publicUrl'>, { source, region }: OpenWorkspace): Fix {
  if (source === 'environment') return checkAgain(ctx);
  return { kind: 'link', label: 'Install again', url: `${ctx.publicUrl}${installPath(region)}` };
}

/** As `installAgain`, for a permission that the app asks for by now: whoever agrees gives it. */
export function allowAgain(ctx: Pick<Context, 'publicUrl'>, workspace: OpenWorkspace): Fix {
  return workspace.source === 'environment'
    ? checkAgain(ctx)
    : { ...installAgain(ctx, workspace), label: 'Allow again' };
}

/** Where the app's permissions and webhooks are set; only in the workspace that it was made in. */
export function developerHub(ctx: Context, { source, region }: OpenWorkspace): Fix {
  if (source !== 'environment') return checkAgain(ctx);
  return { kind: 'link', label: 'Open the Developer Hub', url: developerHubPage(appUrl(ctx, region)) };
}

export function openIntercom(ctx: Context, { region }: OpenWorkspace): Fix {
  return { kind: 'link', label: 'Open Intercom', url: appUrl(ctx, region) };
}

function appUrl(ctx: Context, region: string): string {
  return ctx.oauthApp(regionNamed(region) ?? 'US').appUrl;
}

// The next step after a finding, for those who read it: only the operator can change some things, and then admins check again.
import type { Fix, NextStep } from '../../domain/doctor/next-step.ts';
import { installPath } from '../../domain/install-path.ts';
import type { SectionId } from '../../domain/settings/sections.ts';
import { developerHubPage } from '../../intercom/pages.ts';
import { regionNamed } from '../../intercom/regions.ts';
import { twilioPages } from '../../twilio/pages.ts';
import type { Context, OpenWorkspace } from '../context.ts';

export function linkTo(step: NextStep, url: string): Fix {
  return { kind: 'link', step, url };
}

/** Leads to a section of the settings. */
export function goTo(section: SectionId, kind: Exclude<NextStep['kind'], 'about-error' | 'choose-service'>): Fix {
  return linkTo({ kind }, `/settings/${section}`);
}

/** Only the operator can fix these, so admins get a link that runs the checks again. */
export function checkAgain({ publicUrl }: Pick<Context, 'publicUrl'>): Fix {
  return linkTo({ kind: 'check-again' }, `${publicUrl}/`);
}

/** An installation brings a new token. The environment's workspace has its token from there, and is not installed. */
export function installAgain(ctx: Pick<Context, 'publicUrl'>, workspace: OpenWorkspace): Fix {
  return installUrl(ctx, workspace, 'install-again');
}

/** An installation also brings a permission that the app has asked for since. */
export function allowAgain(ctx: Pick<Context, 'publicUrl'>, workspace: OpenWorkspace): Fix {
  return installUrl(ctx, workspace, 'allow-again');
}

function installUrl(
  ctx: Pick<Context, 'publicUrl'>,
  { source, region }: OpenWorkspace,
  kind: 'install-again' | 'allow-again',
): Fix {
  if (source === 'environment') return checkAgain(ctx);
  return linkTo({ kind }, `${ctx.publicUrl}${installPath(region)}`);
}

/** The Developer Hub shows the app's permissions and webhooks only in the workspace that the app was made in. */
export function developerHub(ctx: Context, { source, region }: OpenWorkspace): Fix {
  if (source !== 'environment') return checkAgain(ctx);
  return linkTo({ kind: 'open-developer-hub' }, developerHubPage(appUrl(ctx, region)));
}

export function openIntercom(ctx: Context, { region }: OpenWorkspace): Fix {
  return linkTo({ kind: 'open-intercom' }, appUrl(ctx, region));
}

export function openTwilioConsole(): Fix {
  return linkTo({ kind: 'open-twilio-console' }, twilioPages.console);
}

/** One click sets the webhooks. Numbers that the environment names are set by hand. */
export function setWebhooks({ source }: OpenWorkspace): Fix {
  return source === 'environment'
    ? goTo('numbers', 'see-urls')
    : { kind: 'button', step: { kind: 'set-webhooks' }, action: 'set-webhooks' };
}

function appUrl(ctx: Context, region: string): string {
  return ctx.oauthApp(regionNamed(region) ?? 'US').appUrl;
}

// Pages of Intercom that we link to.

/** Intercom's report of its own outages. */
export const statusPage = 'https://www.intercomstatus.com/';

/** The page of an app's permissions and webhooks; `_` stands for the workspace that one is signed in to. */
export function developerHubPage(appUrl: string): string {
  return `${appUrl}/a/apps/_/developer-hub`;
}

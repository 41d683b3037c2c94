// Pages of Intercom's that people are sent to.

/** Tells whether Intercom itself has trouble. */
export const statusPage = 'https://www.intercomstatus.com/';

/** Where an app's permissions and webhooks are set; `_` stands for the workspace that one is signed in to. */
export function developerHubPage(appUrl: string): string {
  return `${appUrl}/a/apps/_/developer-hub`;
}

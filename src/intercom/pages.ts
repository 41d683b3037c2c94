// Pages of Intercom that we link to.

/** Intercom's report of its own outages. */
export const statusPage = 'https://www.intercomstatus.com/';

/** A conversation in the inbox. Intercom documents no addresses of its pages: this is the one that its own links have. */
export function conversationPage(appUrl: string, workspaceId: string, conversationId: string): string {
  return `${appUrl}/a/inbox/${encodeURIComponent(workspaceId)}/inbox/conversation/${encodeURIComponent(conversationId)}`;
}

/** The page of an app's permissions and webhooks; `_` stands for the workspace that one is signed in to. */
export function developerHubPage(appUrl: string): string {
  return `${appUrl}/a/apps/_/developer-hub`;
}

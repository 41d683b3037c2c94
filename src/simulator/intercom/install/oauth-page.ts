// The web pages of the pretend Intercom that an admin's browser meets while an app is installed: plain HTML, no script.
import type { AdminRecord } from '../records.ts';
import { escapeHtml } from '../text.ts';

/** One workspace to choose from. */
export interface Choice {
  id: string;
  name: string;
  region: string;
  installed: boolean;
  admins: readonly AdminRecord[];
}

/**
 * Asks for the admin to sign in as, and for leave to connect. `who` is signed in already and chosen at first; without one it is the
 * first admin of a workspace that has no app yet. `hidden` travels through the form.
 */
export function consentPage(
  appName: string,
  { choices, who }: { choices: readonly Choice[]; who: string | undefined },
  hidden: Record<string, string>,
): string {
  const kept = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  );
  const everybody = choices.flatMap(({ id, admins }) => admins.map((admin) => `${id}/${admin.id}`));
  const fresh = choices.find(({ installed }) => !installed) ?? choices[0];
  const first = who !== undefined && everybody.includes(who) ? who : `${fresh?.id}/${fresh?.admins[0]?.id}`;
  return page(
    `${appName} wants to connect`,
    `<p>It asks for access to a pretend workspace. Choose one, and whom you are signed in as.</p>
<form method="post" action="/oauth">
${kept.join('\n')}
${choices.map((choice) => workspaceField(choice, first)).join('\n')}
<p><button name="decision" value="allow">Allow</button>
<button name="decision" value="cancel" formnovalidate>Cancel</button></p>
</form>`,
  );
}

function workspaceField({ id, name, region, installed, admins }: Choice, first: string): string {
  const options = admins.map((admin) => {
    const who = `${id}/${admin.id}`;
    const checked = who === first ? ' checked' : '';
    return `<label><input type="radio" name="who" value="${escapeHtml(who)}" required${checked}> ${escapeHtml(admin.name)} (${escapeHtml(admin.email)})</label>`;
  });
  const state = installed ? ', installed' : '';
  return `<fieldset>
<legend>${escapeHtml(name)} (${escapeHtml(region)}${state})</legend>
${options.join('\n')}
</fieldset>`;
}

/** A page with one sentence, and a link to the inbox where there is one. */
export function noticePage(title: string, text: string, inboxUrl?: string): string {
  const link = inboxUrl === undefined ? '' : `\n<p><a href="${escapeHtml(inboxUrl)}">Back to the demo</a></p>`;
  return page(title, `<p>${escapeHtml(text)}</p>${link}`);
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 2rem auto; padding: 0 1rem; }
fieldset { margin: 1rem 0; }
label { display: block; padding: 0.5rem 0; }
button { font: inherit; padding: 0.5rem 1.25rem; }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

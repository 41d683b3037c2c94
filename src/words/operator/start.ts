// The words of npm start on a terminal: its help, and the next steps once the service is ready.
import { product } from '../names.ts';

export const startHelp = `npm start -- [FLAGS]

  --role web      answers requests, and leaves the jobs to workers
  --role worker   runs jobs; without a role it does both
  --help          this

It reads the variables of the environment, and of .env where there is one: the README lists them.
npm run threadwire -- check tries them without a start.`;

/** Where the service is reached. Without `forPeople` it runs jobs alone. */
export interface Addresses {
  forPeople: {
    install: string;
    signIn: string;
    webhooks: string;
    redirect: string;
    canvas: string;
    twilio: string;
  } | null;
  health: string;
  /** The environment names the workspace, so nobody installs the app. */
  isPrivate: boolean;
}

export function nextSteps({ forPeople, health, isPrivate }: Addresses): string {
  const rows = forPeople === null ? [] : rowsOf(forPeople, isPrivate);
  const lines = [...rows, ['Health', health]].map(([what = '', where]) => `  ${what.padEnd(19)}${where}`);
  const next = forPeople === null ? [] : ['', ...(isPrivate ? nextPrivate : nextInstall)];
  return `\n${product} is ready.\n\n${[...lines, ...next].join('\n')}\n\nCtrl+C ends it.\n`;
}

function rowsOf(at: NonNullable<Addresses['forPeople']>, isPrivate: boolean): string[][] {
  return [
    isPrivate ? ['Sign in', at.signIn] : ['Install', at.install],
    ['Intercom webhooks', at.webhooks],
    ['Intercom redirect', at.redirect],
    ['Intercom panel', at.canvas],
    ['Twilio webhook', at.twilio],
  ];
}

const hub = 'Next: enter the Intercom addresses in the Developer Hub (docs/intercom-setup.md).';

const nextInstall = [hub, 'Then open Install as an admin: the Overview leads on to Twilio and its webhook.'];

const nextPrivate = [hub, 'Then sign in as an admin: the Overview says which webhook to set at Twilio.'];

// Types every verb of threadwire intercom at one desk a file, and notices a verb that nobody typed.
import { namedVerbs } from '../../src/intercom/resources/resources.ts';
import { type Desk, openDesk } from './intercom-command.ts';
import { afterAll, beforeAll, expect, test } from './jest-globals.ts';

export type Item = { id: string } & Record<string, unknown>;

export const THEO = '991267001';
export const INES = '991267002';
export const TEAM = '5017691';

/** The resources whose verbs each file of test/commands/intercom types. */
export const filesOfVerbs = {
  'people-verbs': ['contacts', 'companies', 'admins', 'teams', 'tags', 'notes'],
  'conversation-verbs': ['conversations', 'messages', 'events'],
  'other-verbs': [
    'segments',
    'data-attributes',
    'data-connectors',
    'articles',
    'collections',
    'jobs',
    'raw',
    'counts',
    'rate-limit',
    'entities',
  ],
} as const;

export let desk: Desk;
const typed = new Set<string>();

/** Call once at the end of each file: its last test fails for verbs of its resources that no test before it typed. */
export function withDesk(file: keyof typeof filesOfVerbs): void {
  const resources: readonly string[] = filesOfVerbs[file];
  beforeAll(async () => {
    typed.clear();
    desk = await openDesk();
    desk.workspace.addAttribute('plan');
    desk.workspace.addAttribute('logins');
  });
  afterAll(() => desk.close());
  // The tests of a file run in order: this one is the last, since the file calls us at its end.
  test('every verb was typed here', () => {
    const verbs = namedVerbs.filter(({ resource }) => resources.includes(resource));
    expect(verbs.map(({ resource, name }) => `${resource} ${name}`).filter((verb) => !typed.has(verb))).toEqual([]);
  });
}

export async function json<T = Item>(...words: string[]): Promise<T> {
  typed.add(words[0] === 'raw' ? 'raw call' : `${words[0]} ${words[1]}`);
  return desk.json<T>(...words);
}

export const list = (...words: string[]) => json<Item[]>(...words);
export const ids = async (...words: string[]) => (await list(...words)).map(({ id }) => id);

export async function user(name: string, ...more: string[]): Promise<Item> {
  return json('contacts', 'create', '--role', 'user', '--external-id', `own-${name}`, '--name', name, ...more);
}

export async function lead(name: string, ...more: string[]): Promise<Item> {
  return json('contacts', 'create', '--role', 'lead', '--name', name, ...more);
}

/** Begins a conversation as the contact does; gives the id. */
export async function conversation(contact: Item, body = 'Hello?'): Promise<string> {
  const begun = await json('messages', 'from-contact', '--contact', contact.id, '--body', body);
  return String(begun['conversation_id']);
}

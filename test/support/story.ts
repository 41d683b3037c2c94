// A world for one story, taken down afterwards.

import { readDeadLetters } from '../../src/services/operations/settle-dead-letters.ts';
import { Admin, Customer } from '../../src/simulator/people.ts';
import { createWorld, WORKSPACE_ID, type World, type WorldOptions } from '../../src/simulator/world.ts';
import { emptyDatabase } from './database/databases.ts';
import { afterAll, afterEach } from './jest-globals.ts';

export interface Cast {
  world: World;
  maya: Customer;
  theo: Admin;
}

const open: (() => Promise<void>)[] = [];

/** Maya has a phone, Theo sits in the inbox. */
export async function stage(options: Partial<WorldOptions> = {}): Promise<Cast> {
  const database = await emptyDatabase();
  const world = await createWorld({
    database,
    time: 'manual',
    random: () => 0,
    ...options,
  });
  open.push(() => world.close());
  const [admin] = world.workspace.admins;
  return { world, maya: new Customer(world, '+14155550132'), theo: new Admin(world, admin?.id ?? '') };
}

/** Maya has asked something, so that there is a conversation. */
export async function begin(options: Partial<WorldOptions> = {}): Promise<Cast> {
  const cast = await stage(options);
  cast.maya.texts('Is my order out?');
  await cast.world.settle();
  return cast;
}

/** The notes of Threadwire, in the only conversation unless told. */
export const notesOf = ({ theo }: Pick<Cast, 'theo'>, conversationId?: string) =>
  theo.sees(conversationId).filter((line) => line.startsWith('note: '));

/** The id of the conversation with this line, as Theo sees it. */
export function conversationWith(theo: Admin, line: string): string {
  const found = theo.conversations().find(({ id }) => theo.sees(id).includes(line));
  if (!found) throw new Error(`No conversation has the line "${line}".`);
  return found.id;
}

/** The same reply in every conversation. */
export function repliesEverywhere(theo: Admin, words: string): void {
  for (const { id } of theo.conversations()) theo.replies(words, { in: id });
}

/** Our texts to somebody. Twilio answers STOP and START by itself, and `maya.sees()` has those answers as well. */
export function sentTo(world: World, person: Customer): string[] {
  return world.twilio
    .messages()
    .filter(({ to }) => to === person.number)
    .map(({ body }) => body);
}

/** An agent closes the newest conversation, and time goes by. */
export async function closeFor({ world, theo }: Pick<Cast, 'world' | 'theo'>, ms: number): Promise<void> {
  world.workspace.close(theo.conversation().id);
  await world.pass(ms);
}

/** A text of so many different words, 300 of which are too long for one SMS. */
export const manyWords = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');

/** The operator settles the dead letters of every workspace; `ctx.db` alone sees no workspace's rows. */
export const asOperator = (world: World) => ({ ...world.app.ctx, db: world.app.ctx.database.owner });

export const lettersOf = (world: World, workspaceId = WORKSPACE_ID) => readDeadLetters(asOperator(world), workspaceId);

/** Call once in each file of stories. */
export function closeStages(): void {
  afterEach(closeAll);
}

/** Call once in a file whose tests read one stage. */
export function closeStagesAtEnd(): void {
  afterAll(closeAll);
}

async function closeAll(): Promise<void> {
  for (const close of open.splice(0)) await close();
}

// The settings as types: the values of the rows, and the defaults of a workspace that has chosen nothing yet.
import { type Row, rows } from './rows.ts';
import type { SectionId } from './sections.ts';

type Rows = typeof rows;
type ValueOf<One> = One extends Row<infer Value> ? Value : never;
type Kept = { [Name in keyof Rows]: Rows[Name] extends { default: unknown } ? Name : never }[keyof Rows];

/** Everything that admins choose in the rows. */
export type Choices = { [Name in keyof Rows]: ValueOf<Rows[Name]> };
export type ChoiceName = keyof Choices;

/** The choices that are kept as settings; the others are columns of the workspace. */
export type Settings = Pick<Choices, Kept>;

export const defaultSettings = Object.fromEntries(
  Object.entries(rows).flatMap(([name, row]) => ('default' in row ? [[name, row.default]] : [])),
) as Settings;

/** Every name, in the order of the fields on the page. */
export const choiceNames = Object.keys(rows) as ChoiceName[];

export function choicesIn(section: SectionId): ChoiceName[] {
  return choiceNames.filter((name) => rows[name].section === section);
}

const typedRows: { [Name in ChoiceName]: Row<Choices[Name]> } = rows;

export function rowOf<Name extends ChoiceName>(name: Name): Row<Choices[Name]> {
  return typedRows[name];
}

export function choicesOf(workspace: Omit<Choices, Kept> & { settings: Settings }): Choices {
  const { actingAdminId, timezone, settings } = workspace;
  return { actingAdminId, timezone, ...settings };
}

// The parameters of a verb at Intercom: positionals and options of the command line, and read back from what was typed.
import fs from 'node:fs';
import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { Argv, Options } from 'yargs';
import type { Parameter, Takes, UploadedFile } from '../../intercom/resources/asking/verb.ts';
import type { NamedVerb } from '../../intercom/resources/resources.ts';
import { slips } from '../../words/operator/intercom-answers.ts';
import { optionWords } from '../../words/operator/intercom-options.ts';
import { UsageError } from '../outcome.ts';

export type Typed = Readonly<Record<string, unknown>>;

/** Kinds whose option may come more than once, under the name of one. */
const repeated: ReadonlySet<string> = new Set(['texts', 'pairs', 'files']);

/** `attachUrls` is `--attach-url`. */
export function optionName(name: string, { kind, isPositional }: Parameter): string {
  const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return repeated.has(kind) && !isPositional ? kebab.replace(/s$/, '') : kebab;
}

/** As in `find <id>`: positionals stand in the order in which the verb names them. */
export function positionalsOf(takes: Takes): string {
  return Object.entries(takes)
    .filter(([, parameter]) => parameter.isPositional)
    .map(([name, parameter]) => ` <${optionName(name, parameter)}${parameter.kind === 'texts' ? '..' : ''}>`)
    .join('');
}

/** A verb's own words come before its resource's. */
export function addParameters(yargs: Argv, takes: Takes, { resource, name: verb }: NamedVerb): Argv {
  return Object.entries(takes).reduce((all, [name, parameter]) => {
    const typed = optionName(name, parameter);
    const [own, shared] = [optionWords[`${verb} ${typed}`], optionWords[`${resource} ${typed}`]];
    const describe = own ?? shared ?? optionWords[typed] ?? typed;
    if (parameter.isPositional)
      return all.positional(typed, {
        ...{ type: 'string', demandOption: true, describe, array: parameter.kind === 'texts' },
        ...choicesOf(parameter),
      });
    return all.option(typed, optionOf(parameter, describe));
  }, yargs);
}

function optionOf(parameter: Parameter, describe: string): Options {
  const { kind, required } = parameter;
  const option: Options = { describe, demandOption: required, ...choicesOf(parameter) };
  if (kind === 'flag') return { ...option, type: 'boolean' };
  if (repeated.has(kind)) return { ...option, type: 'string', array: true, nargs: 1 };
  return { ...option, type: 'string', requiresArg: true };
}

function choicesOf({ choices }: Parameter): Pick<Options, 'choices'> {
  return choices ? { choices: [...choices] } : {};
}

/** Throws a UsageError for a value that is none of its kind. */
export async function readInput(takes: Takes, typed: Typed): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(takes)) {
    const option = optionName(name, parameter);
    const value = typed[option];
    if (value !== undefined) input[name] = await readValue(option, parameter, value);
  }
  return input;
}

async function readValue(option: string, parameter: Parameter, value: unknown): Promise<unknown> {
  switch (parameter.kind) {
    case 'text':
    case 'flag':
      return value;
    case 'texts':
      return readTexts(listOf(value), parameter.isPositional);
    case 'whole':
      return readWhole(option, String(value));
    case 'time':
      return readTime(option, String(value));
    case 'json':
      return readJson(option, String(value));
    case 'pairs':
      return Object.fromEntries(listOf(value).map((pair) => readPair(option, pair)));
    case 'files':
      return listOf(value).map(readUpload);
  }
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/** `-` stands for the lines of standard input: ids, or JSON objects that have one. */
async function readTexts(texts: readonly string[], isPositional: boolean): Promise<readonly string[]> {
  if (!isPositional || !texts.includes('-')) return texts;
  const read = await readIds();
  return texts.flatMap((text) => (text === '-' ? read : text));
}

async function readIds(): Promise<string[]> {
  const lines = (await readAll(process.stdin)).split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').map((line) => (line.startsWith('{') ? idIn(line) : line));
}

function idIn(line: string): string {
  const value: unknown = parseJson(line);
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : line;
}

function readWhole(option: string, text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new UsageError(slips.notANumber(option));
  return Number(text);
}

const date = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$/;

/** Unix seconds. A date without a zone is of UTC. */
function readTime(option: string, text: string): number {
  if (/^\d{9,11}$/.test(text)) return Number(text);
  const isLocal = /T[\d:]+$/.test(text);
  const ms = date.test(text) ? Date.parse(isLocal ? `${text}Z` : text) : Number.NaN;
  if (Number.isNaN(ms)) throw new UsageError(slips.notADate(option));
  return Math.floor(ms / 1000);
}

function readJson(option: string, text: string): unknown {
  const source = text.startsWith('@') ? readFile(text.slice(1)).toString('utf8') : text;
  const value = parseJson(source);
  if (value === undefined) throw new UsageError(slips.notJson(option));
  return value;
}

/** A number, a truth or null where the value is written as one; in JSON's quotation marks it stays a text. */
function readPair(option: string, pair: string): [string, unknown] {
  const at = pair.indexOf('=');
  if (at < 1) throw new UsageError(slips.notAPair(option));
  const text = pair.slice(at + 1);
  const value = parseJson(text);
  return [pair.slice(0, at), value === undefined || typeof value === 'object' ? (value === null ? null : text) : value];
}

const types: Readonly<Record<string, string>> = {
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.txt': 'text/plain',
  '.webp': 'image/webp',
};

function readUpload(file: string): UploadedFile {
  const contentType = types[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
  return { name: path.basename(file), contentType, data: readFile(file).toString('base64') };
}

function readFile(file: string): Buffer {
  try {
    return fs.readFileSync(file);
  } catch {
    throw new UsageError(slips.notAFile(file));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

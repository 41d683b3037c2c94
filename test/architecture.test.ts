// The layout's rules, held against the source: who may import whom, and what belongs where.
import { allowedImports, importFault, wordRules } from './support/architecture-rules.ts';
import { expect, test } from './support/jest-globals.ts';
import { codeLines, importsOf, readSources, type Source } from './support/sources.ts';

const sources = readSources(['src', 'migrations']);

/** Every place where a rule of words is broken, as sentences. */
function wordFaults(files: readonly Source[]): string[] {
  return files.flatMap((source) =>
    wordRules
      .filter((rule) => rule.appliesTo(source.file))
      .flatMap((rule) =>
        codeLines(source)
          .filter(({ text }) => rule.word.test(text))
          .map(({ line, text }) => `${source.file}:${line} ${rule.says}: ${rule.word.exec(text)?.[0]}`),
      ),
  );
}

function importFaults(files: readonly Source[]): string[] {
  return files.flatMap((source) =>
    importsOf(source).flatMap(({ line, target }) => {
      const fault = importFault(source.file, target);
      return fault === null ? [] : [`${source.file}:${line} ${fault}`];
    }),
  );
}

/**
 * At every level of the tree, the files and folders that lie side by side import each other only downhill. A folder
 * counts as one, so a cycle of files anywhere is found, and one of folders as well.
 */
function cycleFaults(files: readonly Source[]): string[] {
  const edges = new Map<string, Map<string, string>>();
  for (const source of files) {
    for (const { line, target } of importsOf(source)) {
      const step = firstDifference(source.file, target);
      if (!step) continue;
      const from = edges.get(step.from) ?? new Map<string, string>();
      from.set(step.to, from.get(step.to) ?? `${source.file}:${line}`);
      edges.set(step.from, from);
    }
  }
  const done = new Set<string>();
  const faults: string[] = [];
  const visit = (node: string, trail: readonly string[]): void => {
    if (trail.includes(node)) {
      const round = [...trail.slice(trail.indexOf(node)), node];
      const places = round.slice(1).map((to, index) => edges.get(round[index] ?? '')?.get(to));
      faults.push(`${places.join(' and ')} close a cycle: ${round.join(' → ')}`);
    } else if (!done.has(node)) {
      for (const to of edges.get(node)?.keys() ?? []) visit(to, [...trail, node]);
      done.add(node);
    }
  };
  for (const node of edges.keys()) visit(node, []);
  return faults;
}

/** The two neighbours through which one file imports another; undefined for packages. */
function firstDifference(file: string, target: string): { from: string; to: string } | undefined {
  if (!/^(src|migrations)\//.test(target)) return undefined;
  const [a, b] = [file.split('/'), target.split('/')];
  const at = a.findIndex((segment, index) => segment !== b[index]);
  return at < 0 ? { from: file, to: target } : { from: a.slice(0, at + 1).join('/'), to: b.slice(0, at + 1).join('/') };
}

test('stories ask people, phones and pages, and no tables', () => {
  const intoTables = /\bdatabase\.owner\b|\bsql`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\/src\/store\//;
  const faults = readSources(['test/stories']).flatMap((story) =>
    codeLines(story)
      .filter(({ text }) => intoTables.test(text))
      .map(({ line }) => `${story.file}:${line} belongs to test/support/database/`),
  );
  expect(faults).toEqual([]);
});

test('every import is one that the layers allow', () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(importFaults(sources)).toEqual([]);
});

test('every folder of src has its row in the table', () => {
  const folders = new Set(
    sources.map(({ file }) => /^src\/([^/]+)\//.exec(file)?.[1]).filter((name) => name !== undefined),
  );
  expect([...folders].filter((name) => !(name in allowedImports))).toEqual([]);
});

test('no files and no folders import each other in a circle', () => {
  expect(cycleFaults(sources)).toEqual([]);
});

test('each kind of code stays in its own folder', () => {
  expect(wordFaults(sources)).toEqual([]);
});

test('every import statement of the source is one that the pattern reads', () => {
  const missed = sources.flatMap((source) => {
    const begun = codeLines(source).filter(({ text }) =>
      /^(import\b|export\b.*\bfrom '|} from ')|\bimport\(/.test(text),
    );
    const read = new Set(importsOf(source).flatMap(({ line, lastLine }) => [line, lastLine]));
    return begun.filter(({ line }) => !read.has(line)).map(({ line }) => `${source.file}:${line}`);
  });
  expect(missed).toEqual([]);
});

test.each([
  ['src/domain/a.ts', "import { b } from '../store/b.ts';", 'imports src/store/b.ts'],
  ['src/http/a.ts', "import type { Jobs } from '../store/jobs.ts';", 'imports src/store/jobs.ts'],
  ['src/http/a.ts', "import {\n  x,\n} from '../intercom/client.ts';", 'imports src/intercom/client.ts'],
  ['src/worker/a.ts', "export { x } from '../store/messages.ts';", 'imports src/store/messages.ts'],
  ['src/services/a.ts', "const x = await import('../http/server.ts');", 'imports src/http/server.ts'],
  ['src/twilio/a.ts', "import { x } from '../intercom/client.ts';", 'imports src/intercom/client.ts'],
  ['src/services/a.ts', "import type { Job } from 'pg-boss';", 'imports pg-boss'],
  ['src/simulator/a.ts', "import { x } from '../services/context.ts';", 'imports src/services/context.ts'],
  ['src/app.ts', "import { x } from './simulator/world.ts';", 'imports src/simulator/world.ts'],
  ['migrations/a.ts', "import { x } from '../src/store/database/rows.ts';", 'imports src/store/database/rows.ts'],
])('a misplaced import in %s is named with its line', (file, text, told) => {
  const faults = importFaults([{ file, text: `// A file.\n${text}\n` }]);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(`${file}:2 ${told}`);
});

test.each([
  ['src/app.ts', 'const x = process.env.PORT;', 'the environment'],
  ['src/services/a.ts', 'await sql`SELECT 1`.execute(ctx.db);', 'SQL'],
  ['src/worker/a.ts', "db.selectFrom('messages')", 'SQL'],
  ['src/services/a.ts', 'await findThread(ctx.database.owner, id);', 'every workspace'],
  ['src/services/a.ts', 'const { owner } = ctx.database;', 'every workspace'],
  ['src/services/a.ts', 'await ctx.database.leave(trx);', 'every workspace'],
  ['src/services/a.ts', 'await intercom.addNote(id, { adminId, body });', 'outside once'],
  ['src/services/a.ts', 'const attempt = {} as Attempt;', 'an attempt by hand'],
  ['src/services/a.ts', 'await ctx.db.transaction().execute(work);', 'a transaction by hand'],
  ['src/services/a.ts', 'ctx.workspaces.forget(id);', 'forgets a workspace by hand'],
  ['src/services/a.ts', "enqueue([{ queue: 'post-note', key, data }]);", 'by hand'],
  ['src/services/a.ts', ['const key = `$', '{id}/tag/$', '{other}`;'].join(''), 'by hand'],
  ['src/domain/a.ts', 'export async function x() {}', 'waits'],
  ['src/views/a.ts', 'const x = await y;', 'waits'],
  ['src/domain/a.ts', 'const now = new Date();', 'the time'],
  ['src/views/a.ts', 'const id = Math.random();', 'the time or a chance'],
  ['src/services/a.ts', 'await insertOutbound(trx, parts, now);', 'past the gate'],
  ['src/services/a.ts', 'await ctx.twilio(workspace).sendText(text, attempt);', 'hands a text to Twilio'],
  ['src/services/a.ts', 'export function save(ctx: Context, form: Form) {}', 'reads a form'],
  ['src/services/a.ts', "const name = field(form, 'name');", 'reads a form'],
  ['src/services/a.ts', 'const sid = form.MessageSid;', 'Twilio'],
  ['src/services/a.ts', 'const { smsUrl } = number;', 'Twilio'],
  ['src/views/a.ts', 'if (failure.code === 21610) hide();', 'Twilio'],
  ['src/services/a.ts', 'const stopped = [30034, 30007];', 'Twilio'],
  ['src/domain/a.ts', 'const limit = 1_600;', 'Twilio'],
  ['src/config.ts', 'if (!/^AC[0-9a-f]{32}$/.test(sid)) fault();', 'Twilio'],
  ['src/services/a.ts', 'if ([401, 403].includes(status)) stop();', 'Twilio'],
  ['src/views/a.ts', "const page = 'https://console.twilio.com/';", 'Twilio'],
  ['src/services/a.ts', "const retries = '#rc=5&rp=5xx';", 'Twilio'],
  ['src/http/a.ts', 'const parts = item.conversation_parts;', 'Intercom'],
  ['src/domain/a.ts', "if (topic === 'conversation.admin.replied') relay();", 'Intercom'],
  ['src/services/a.ts', 'if (/^contact\\.(user|lead)\\./.test(topic)) note();', 'Intercom'],
  ['src/services/a.ts', "const allowed = ['GET /me'];", 'Intercom'],
  ['src/views/a.ts', "const page = 'https://app.intercom.com/a/inbox';", 'Intercom'],
  ['src/services/a.ts', "if (click.component_id === 'send') send();", 'Canvas Kit'],
])('a misplaced word in %s is named with its line', (file, text, told) => {
  const faults = wordFaults([{ file, text: `// A file.\n${text}\n` }]);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`^${file}:2 .*${told}`));
});

test('a circle is told with the imports that close it', () => {
  const files = [
    { file: 'src/services/a.ts', text: "import { b } from './b.ts';\n" },
    { file: 'src/services/b.ts', text: "import type { A } from './a.ts';\n" },
    { file: 'src/domain/c.ts', text: "import { d } from '../lib/d.ts';\n" },
    { file: 'src/lib/d.ts', text: "import { e } from '../domain/e.ts';\n" },
  ];
  expect(cycleFaults(files)).toEqual([
    'src/services/a.ts:1 and src/services/b.ts:1 close a cycle: src/services/a.ts → src/services/b.ts → src/services/a.ts',
    'src/domain/c.ts:1 and src/lib/d.ts:1 close a cycle: src/domain → src/lib → src/domain',
  ]);
});

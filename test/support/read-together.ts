// Many files of tests in one: each that jest runs by itself loads every module, opens two databases and begins with cold code anew.
import fs from 'node:fs';
import path from 'node:path';

/** The folders whose files are run so when everything is; jest.config.mjs leaves them out then. */
const folders = ['stories', 'http', 'tenancy', 'domain', 'lib'];

/** As many as there are files that ask for one. */
const shares = fs.globSync('../together/share-*.test.ts', { cwd: import.meta.dirname }).length;

/**
 * Reads a share of the folders' files, counted from 1, the large ones spread over all. What a file does before or after each of its
 * tests at its top, it does here for the tests of the others as well: such a hook may only tidy up what its own tests left.
 */
export async function readTogether(share: number): Promise<void> {
  const root = path.resolve(import.meta.dirname, '..');
  const files = folders
    .flatMap((folder) => fs.globSync(`${folder}/**/*.test.ts`, { cwd: root }))
    .map((file) => ({ file: path.join(root, file), size: fs.statSync(path.join(root, file)).size }))
    .sort((a, b) => b.size - a.size || (a.file < b.file ? -1 : 1));
  for (const [index, { file }] of files.entries()) if (index % shares === share - 1) await import(file);
}

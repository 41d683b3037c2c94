// A dash alone on the command line of threadwire.
import { commandLine } from '../../src/commands/command-line.ts';
import { showDashes } from '../../src/commands/lone-dash.ts';
import { expect, test } from '../support/jest-globals.ts';

test.each([[['-']], [['a', '-']], [['--flag', '-']]])('the words %j arrive with their dash', async (words) => {
  let ids: unknown;
  const verb = {
    command: 'close <ids..>',
    describe: '',
    builder: { ids: { type: 'string', array: true }, flag: { type: 'boolean' } } as const,
    handler: (typed: object) => {
      ({ ids } = showDashes(typed) as { ids: unknown });
    },
  };
  await commandLine(['close', ...words], [verb as never]).parseAsync();
  expect(ids).toEqual(words.filter((word) => word !== '--flag'));
});

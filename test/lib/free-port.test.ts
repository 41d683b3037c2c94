// Ports that a server cannot have.
import net from 'node:net';
import { wordsFor } from '../../src/commands/failure-words.ts';
import { freePort, refusedPort, tryPort } from '../../src/lib/free-port.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const failure = (fields: object) => Object.assign(new Error('listen failed'), fields);

describe('a port', () => {
  test('in use is refused as taken until it is given back', async () => {
    const port = await freePort();
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    expect(await tryPort(port)).toEqual({ port, why: 'taken' });
    await new Promise((resolve) => server.close(resolve));
    expect(await tryPort(port)).toBeUndefined();
  });

  test('that only administrators may open is a sentence with another', () => {
    const error = failure({ code: 'EACCES', syscall: 'listen', port: 80 });
    expect(refusedPort(error)).toEqual({ port: 80, why: 'forbidden' });
    expect(wordsFor(error)).toBe(
      'This user may not open port 80. Choose one above 1023 with PORT or METRICS_PORT, or let this user open it.',
    );
  });

  test('has no part in other failures', () => {
    for (const fields of [{ code: 'EACCES', path: '/data' }, { code: 'EACCES', syscall: 'connect', port: 5432 }, {}])
      expect(refusedPort(failure(fields))).toBeUndefined();
  });
});

// Tells an error of a server that lets nobody in from the errors of statements.

/** Connections, logins, missing databases, full or stopping servers: the classes of PostgreSQL's codes. */
const closedCodes = /^(08|28|3D|53|57)\w{3}$/;
const closedWords = /connection (terminated|timeout)|exceeded when trying to connect/i;

/** The words of PostgreSQL or the system; null for any other error. */
export function silenceOf(error: unknown): string | null {
  // Node collects the refusals of several addresses in one error without words.
  if (error instanceof AggregateError) return silenceOf(error.errors[0]);
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  const isSocket = 'syscall' in error && /^(connect|getaddrinfo)$/.test(String(error.syscall));
  return isSocket || closedCodes.test(code) || closedWords.test(error.message) ? error.message : null;
}

// Counts the calls of an API key in the present window, for every process.
import { CompiledQuery } from 'kysely';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Db } from '../database/database.ts';

/** The database as the package asks for it. */
interface Client {
  query(asked: { text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

/** The calls in the window, those just added among them, and the milliseconds until it ends. `db`: of the key's workspace. */
export async function addApiCalls(
  db: Db,
  { workspaceId, keyId }: { workspaceId: string; keyId: string },
  calls: number,
  seconds: number,
): Promise<{ taken: number; endsInMs: number }> {
  const storeClient: Client = { query: ({ text, values }) => db.executeQuery(CompiledQuery.raw(text, values)) };
  const common = { storeClient, storeType: 'client', tableName: 'api_calls', tableCreated: true, keyPrefix: '' };
  // The caller judges the sum, so that nothing is refused here.
  const limiter = new RateLimiterPostgres({
    ...common,
    clearExpiredByTimeout: false,
    points: calls,
    duration: seconds,
  });
  const { consumedPoints: taken, msBeforeNext: endsInMs } = await limiter
    .consume(`${workspaceId}/${keyId}`, calls)
    .catch((sum: unknown) => {
      if (sum instanceof RateLimiterRes) return sum;
      throw sum;
    });
  return { taken, endsInMs };
}

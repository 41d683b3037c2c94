// A bucket at an S3-compatible store: puts, gets and removes small objects.
import type { S3mini } from 's3mini';
import type { BucketAddress } from '../../lib/bucket-address.ts';

export interface Bucket {
  put(key: string, bytes: Buffer): Promise<void>;
  /** The bytes from `start` to before `end`; null where there is no such object. */
  get(key: string, range: { start: number; end: number }): Promise<Buffer | null>;
  /** Keys without an object count as removed. */
  remove(keys: readonly string[]): Promise<void>;
}

/** A call that failed: its verb, and the store's own code or the network's. It holds no key and no credentials. */
export class BucketError extends Error {
  override name = 'BucketError';
}

/** A request with its answer; an object has 2 MB, and a line of 2 Mbit/s takes 8 s for that. */
const REQUEST_MS = 20_000;

/** The client is loaded on first use. */
export function openBucket({ endpoint, region, keyId, secret }: BucketAddress): Bucket {
  let opened: Promise<S3mini> | undefined;
  const open = async () => {
    const { S3mini } = await import('s3mini');
    const credentials = { accessKeyId: keyId, secretAccessKey: secret };
    return new S3mini({ ...credentials, endpoint, region, requestAbortTimeout: REQUEST_MS });
  };
  async function call<T>(verb: string, work: (client: S3mini) => Promise<T>): Promise<T> {
    opened ??= open();
    try {
      return await work(await opened);
    } catch (error) {
      throw error instanceof BucketError ? error : new BucketError(`${verb}: ${codeOf(error)}`);
    }
  }
  return {
    async put(key, bytes) {
      await call('put', (client) => client.putObject(key, bytes, 'application/octet-stream'));
    },
    get: (key, { start, end }) =>
      call('get', async (client) => {
        try {
          const answer = await client.getObjectRaw(key, false, start, end);
          const bytes = Buffer.from(await answer.arrayBuffer());
          // Some stores give more than the range, or the whole object.
          return answer.status === 206 ? bytes.subarray(0, end - start) : bytes.subarray(start, end);
        } catch (error) {
          if (statusOf(error) === 404 && serviceCodeOf(error) !== 'NoSuchBucket') return null;
          throw error;
        }
      }),
    async remove(keys) {
      const removed = await call('remove', (client) => client.deleteObjects([...keys]));
      if (!removed.every(Boolean)) throw new BucketError('remove: refused');
    },
  };
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}

function serviceCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'serviceCode' in error && typeof error.serviceCode === 'string'
    ? error.serviceCode
    : undefined;
}

/** `403 AccessDenied`, `ECONNREFUSED`, or the error's name. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const status = statusOf(error);
  if (status !== undefined) return `${status} ${serviceCodeOf(error) ?? ''}`.trim();
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return at.code;
  return error.name;
}

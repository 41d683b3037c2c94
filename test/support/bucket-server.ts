// A real S3-compatible server with one bucket, in a folder of its own that goes when it stops.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import S3rver from '@20minutes/s3rver';
import { type BucketAddress, readBucketAddress } from '../../src/lib/bucket-address.ts';

export interface BucketServer {
  /** As `MEDIA_STORE_URL` has it. */
  url: string;
  address: BucketAddress;
  /** The folder in which the bucket's objects are. */
  folder: string;
  close(): Promise<void>;
}

/** `asked`: the port; 0 takes any. */
export async function startBucketServer(asked = 0): Promise<BucketServer> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-bucket-'));
  const configureBuckets = [{ name: 'texts' }];
  const server = new S3rver({ port: asked, address: '127.0.0.1', silent: true, directory, configureBuckets });
  const { port } = await server.run();
  // The server knows this pair of keys alone, and checks signatures with it.
  const url = `http://S3RVER:S3RVER@127.0.0.1:${port}/texts`;
  return {
    url,
    address: readBucketAddress(url).address,
    folder: path.join(directory, 'texts'),
    async close() {
      server.httpServer.closeAllConnections();
      await server.close();
      fs.rmSync(directory, { recursive: true });
    },
  };
}

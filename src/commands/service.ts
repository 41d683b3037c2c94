// Everything that the service itself has, for a verb: it neither listens nor looks after jobs, and is closed in any case.
import { type App, createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../lib/log.ts';

export async function withService<T>(work: (app: App & { publicUrl: string }) => Promise<T>): Promise<T> {
  const config = readConfig();
  const app = await createApp(config, { supervise: false, log: createLog('error'), embedded: { as: 'command' } });
  try {
    return await work({ ...app, publicUrl: config.publicUrl });
  } finally {
    await app.close();
  }
}

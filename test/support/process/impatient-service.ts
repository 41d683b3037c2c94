// The service as main.ts runs it, with a short wait for the search of the pretend Intercom, which does not lag.
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';

const app = await createApp(readConfig(), { searchLagMs: 2_000 });
await app.start();

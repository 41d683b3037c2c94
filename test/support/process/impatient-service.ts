// The service as main.ts runs it, for tests that kill it: it waits less long for Intercom's search, which lags by nothing there.
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';

const app = await createApp(readConfig(), { searchLagMs: 2_000 });
await app.start();

// The web page of the demo: its files, the state it draws, live, and what people do on it.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import Router from '@koa/router';
import Koa from 'koa';
import helmet from 'koa-helmet';
import { serveActions } from './actions.ts';
import { serveAutomation } from './automation.ts';
import { serveGallery } from './gallery.ts';
import type { DemoWorld } from './page-world.ts';
import { serveSecond } from './second-page.ts';
import { type Renew, Stage } from './stage.ts';
import { Uploads } from './uploads.ts';
import { serveMedia } from './view/media.ts';
import { wireDetail } from './view/wire.ts';

export type { DemoWorld } from './page-world.ts';

const PAGE = new URL('../page/', import.meta.url);
const MODULES = new URL('../../../node_modules/', import.meta.url);
const VENDORED: Readonly<Record<string, string>> = {
  'preact.mjs': 'preact/dist/preact.mjs',
  'preact-hooks.mjs': 'preact/hooks/dist/hooks.mjs',
  'htm.mjs': 'htm/dist/htm.mjs',
  'htm-preact.mjs': 'htm/preact/index.mjs',
};
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  csv: 'text/csv',
};
const LONGEST_BODY = 1_000_000;

/** Serves the page; port 0 takes any free one. `host` is 127.0.0.1 unless told. Without `renew` there is no reset. */
export async function startPage(
  world: DemoWorld,
  options: { port: number; host?: string; renew?: Renew },
): Promise<{ url: string; close(): Promise<void> }> {
  const index = await readFile(new URL('index.html', PAGE), 'utf8');
  const gallery = await readFile(new URL('gallery.html', PAGE), 'utf8');
  const automate = await readFile(new URL('automate.html', PAGE), 'utf8');
  const stage = new Stage(world, options.renew);
  const router = new Router();
  router.get('/', (ctx) => {
    ctx.type = 'html';
    ctx.body = index;
  });
  serveState(router, stage);
  serveGallery(router, gallery);
  const worldNow = (): DemoWorld => stage.scene.world;
  serveSecond(router, worldNow, await readFile(new URL('second.html', PAGE), 'utf8'));
  const closeAutomation = serveAutomation(router, stage, automate);
  serveFiles(router, new Set(await readdir(PAGE)));
  serveMedia(router, worldNow);
  const uploads = new Uploads();
  uploads.serve(router);
  serveActions(router, stage, uploads);
  const app = new Koa();
  app.use(securityHeaders([index, gallery, automate]));
  app.use(sameOriginOnly);
  app.use(router.routes());
  const server = await listen(app, options);
  return {
    url: server.url,
    async close() {
      stage.close();
      await Promise.all([server.close(), closeAutomation()]);
    },
  };
}

/** The address says which workspace the page shows. */
function serveState(router: Router, stage: Stage): void {
  router.get('/events', (ctx) => {
    ctx.type = 'text/event-stream';
    ctx.set({ 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    ctx.status = 200;
    // The answer is written bit by bit while the page is open, which Koa cannot do.
    ctx.respond = false;
    stage.feed(ctx.query['workspace'])?.join(ctx.res);
  });
  router.get('/state', (ctx) => {
    ctx.type = 'json';
    ctx.body = stage.snapshot(ctx.query['workspace']);
  });
  router.get('/wire/:id', (ctx) => {
    const detail = wireDetail(stage.scene.world, stage.numberOf, ctx.params['id'] ?? '');
    if (detail) ctx.body = detail;
  });
}

function serveFiles(router: Router, names: ReadonlySet<string>): void {
  router.get('/assets/:name', async (ctx) => {
    const name = ctx.params.name ?? '';
    const type = TYPES[name.split('.')[1] ?? ''];
    if (type !== undefined && names.has(name)) await serveFile(ctx, new URL(name, PAGE), type);
  });
  router.get('/modules/:name', async (ctx) => {
    const path = VENDORED[ctx.params.name ?? ''];
    if (path !== undefined) await serveFile(ctx, new URL(path, MODULES), 'text/javascript');
  });
}

async function serveFile(ctx: Koa.Context, file: URL, type: string): Promise<void> {
  ctx.body = await readFile(file, 'utf8');
  ctx.type = type;
  ctx.set('Cache-Control', 'no-cache');
}

/** Its import map is a page's only inline script: it is allowed by its hash. */
function securityHeaders(pages: readonly string[]): Koa.Middleware {
  const maps = pages.map((page) => /<script type="importmap">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '');
  const hashes = new Set(maps.map((map) => `'sha256-${createHash('sha256').update(map).digest('base64')}'`));
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ...hashes],
        styleSrc: ["'self'"],
        // A canvas may show pictures from anywhere, and the pretend vendors are on loopback.
        imgSrc: ["'self'", 'data:', 'https:', 'http://127.0.0.1:*', 'http://localhost:*'],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // The page is plain http on one's own machine.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    originAgentCluster: false,
  });
}

/** Keeps other sites in the same browser from acting here and from reading anything. */
async function sameOriginOnly(ctx: Koa.Context, next: Koa.Next): Promise<void> {
  if (ctx.method !== 'POST') return next();
  const origin = ctx.get('origin');
  const isForeign = origin !== '' && URL.parse(origin)?.host !== ctx.get('host');
  // A page from elsewhere cannot send this header without asking, and is not answered.
  const isUpload = ctx.path === '/uploads' && ctx.get('x-demo-upload') !== '';
  if (!isForeign && isUpload) return next();
  if (isForeign || !ctx.is('json')) {
    ctx.status = isForeign ? 403 : 415;
    ctx.body = { error: isForeign ? 'Only the demo page itself may do this.' : 'Send JSON.' };
    return;
  }
  ctx.state.bodyText = await readBody(ctx);
  return next();
}

async function readBody(ctx: Koa.Context): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of ctx.req) {
    length += chunk.length;
    if (length > LONGEST_BODY) ctx.throw(413, 'This is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function listen(
  app: Koa,
  { port, host = '127.0.0.1' }: { port: number; host?: string },
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(app.callback());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the page has no TCP address');
  const shown = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  return {
    url: `http://${shown.includes(':') ? `[${shown}]` : shown}:${address.port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

// HTML for browsers: plain pages, and the files that pages bring along.
import fs from 'node:fs';
import path from 'node:path';
import type { Context as KoaContext } from 'koa';
import type { PlainPage } from '../domain/settings-page.ts';
import { renderPlainPage } from '../views/page/plain-page.ts';

const ASSETS = path.resolve(import.meta.dirname, '../views/page/assets');
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** Read once, by name. */
export const assets = fs.readdirSync(ASSETS).flatMap((name) => {
  const type = types[path.extname(name)];
  return type ? [{ name, type, content: fs.readFileSync(path.join(ASSETS, name)) }] : [];
});

export const showAsset =
  ({ type, content }: (typeof assets)[number]) =>
  (ctx: KoaContext) => {
    ctx.type = type;
    ctx.set('cache-control', 'public, max-age=300');
    ctx.body = content;
  };

export function showPage(ctx: KoaContext, status: number, html: string): void {
  ctx.status = status;
  ctx.type = 'html';
  // After signing out, nobody may read the page from a cache.
  ctx.set('cache-control', 'no-store');
  ctx.body = html;
}

export function showPlainPage(ctx: KoaContext, status: number, page: PlainPage): void {
  showPage(ctx, status, renderPlainPage(page));
}

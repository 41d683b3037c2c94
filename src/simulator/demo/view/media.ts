// Serves pictures from the demo page's own origin, so that the page loads nothing from elsewhere.
import type Router from '@koa/router';
import type { DemoWorld } from '../page-world.ts';

// The types that the browser may draw. Other files are downloads, so that no foreign page runs here.
const DRAWN = /^(image\/(png|jpe?g|gif|webp)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

/** The page's own address for a file of a pretend vendor; other addresses stay as they are. */
export function shownUrl(world: DemoWorld, url: string): string {
  const media = /\/Messages\/[A-Z]{2}\w{32}\/Media\/(ME\w{32})$/.exec(url)?.[1];
  if (media !== undefined && url.startsWith(world.twilio.url)) return `/media/twilio/${media}`;
  if (url.startsWith(`${world.intercom.url}/i/o/`)) return `/media/intercom${url.slice(world.intercom.url.length + 4)}`;
  return url;
}

/** The type of an attached file, guessed where the sender did not give one. */
export function shownType(world: DemoWorld, file: { url: string; content_type: string }): string {
  const sid = /^\/media\/twilio\/(\w+)$/.exec(shownUrl(world, file.url))?.[1];
  return (sid === undefined ? undefined : mediaOf(world, sid)?.contentType) ?? file.content_type;
}

export function serveMedia(router: Router, worldNow: () => DemoWorld): void {
  router.get('/media/twilio/:sid', (ctx) => {
    const media = mediaOf(worldNow(), ctx.params.sid ?? '');
    if (!media) return;
    ctx.type = DRAWN.test(media.contentType) ? media.contentType : 'application/octet-stream';
    ctx.body = Buffer.from(media.bytes);
  });
  router.get('/media/intercom/:number/:name', async (ctx) => {
    const { number = '', name = '' } = ctx.params;
    const path = `/i/o/${encodeURIComponent(number)}/${encodeURIComponent(name)}?${ctx.querystring}`;
    const file = await fetch(`${worldNow().intercom.url}${path}`);
    if (!file.ok) {
      ctx.status = file.status;
      ctx.body = 'This file is not to be had any more.';
      return;
    }
    const type = (file.headers.get('content-type') ?? '').split(';')[0] ?? '';
    ctx.type = DRAWN.test(type) ? type : 'application/octet-stream';
    ctx.body = Buffer.from(await file.arrayBuffer());
  });
}

function mediaOf(world: DemoWorld, sid: string) {
  return world.twilio
    .messages()
    .flatMap((message) => message.media)
    .find((media) => media.sid === sid);
}

// The demo's gallery: the panel in every state that it can be in, for the page that draws them as the inbox does.
import type Router from '@koa/router';
import { examples, isFirst } from '../views/examples.ts';
import { renderPanel } from '../views/panel.ts';

/** `page` is the HTML at `/gallery`; what it draws is at `/gallery/canvases.json`. */
export function serveGallery(router: Router, page: string): void {
  router.get('/gallery', (ctx) => {
    ctx.type = 'html';
    ctx.body = page;
  });
  router.get('/gallery/canvases.json', (ctx) => {
    ctx.body = examples.map(({ name, state }) => ({
      name,
      screen: state.screen,
      isFirst: isFirst(state),
      canvas: renderPanel(state).canvas,
    }));
  });
}

// The demo's gallery: the panel in each of its states, for the page that draws them as the inbox does.
import type Router from '@koa/router';
import { examples, isFirst } from '../../views/panel/examples.ts';
import { renderPanel } from '../../views/panel/panel.ts';
import { problemsOf } from '../intercom/panel/canvas-check.ts';

/** `page` is the HTML at `/gallery`; what it draws is at `/gallery/canvases.json`. */
export function serveGallery(router: Router, page: string): void {
  router.get('/gallery', (ctx) => {
    ctx.type = 'html';
    ctx.body = page;
  });
  router.get('/gallery/canvases.json', (ctx) => {
    ctx.body = examples.map(({ name, state }) => {
      const body = renderPanel(state);
      const problems = problemsOf({ status: 200, body });
      return { name, screen: state.screen, isFirst: isFirst(state), canvas: body.canvas, problems };
    });
  });
}

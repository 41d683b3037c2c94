// Draws the Overview: what is to do and what is broken first, then the texts of today.
import { html } from 'htm/preact';
import type { OverviewPage } from '../../domain/overview.ts';
import { readOnly, renderPage } from '../page/frame.ts';
import { doctor } from './doctor.ts';
import { figures } from './figures.ts';
import { isSetUp, setUp } from './set-up.ts';

/** A whole HTML document. */
export function renderOverview(page: OverviewPage): string {
  const parts = isSetUp(page) ? [doctor(page), figures(page), setUp(page)] : [setUp(page), doctor(page), figures(page)];
  return renderPage(page, {
    title: 'Overview',
    styles: ['overview'],
    content: html`${readOnly(page)} ${parts}`,
  });
}

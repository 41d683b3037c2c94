// Draws the texts of today in numbers, each with the texts that it counts.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { OverviewPage } from '../../domain/overview.ts';
import type { AskedName } from '../../domain/texts/asked-texts.ts';
import { zoneInWords } from '../../words/times.ts';
import { link } from '../page/pieces.ts';

interface Cell {
  label: string;
  number: number;
  asks: Partial<Record<AskedName, string>>;
  look?: 'bad' | 'warn';
}

export function figures({ figures: today, workspace }: OverviewPage): VNode {
  const cells: Cell[] = [
    { label: 'In', number: today.received, asks: { direction: 'in' } },
    { label: 'Out', number: today.outgoing, asks: { direction: 'out' } },
    { label: 'Failed', number: today.failed, asks: { state: 'failed' }, look: 'bad' },
    { label: 'Waiting', number: today.waiting, asks: { state: 'waiting' }, look: 'warn' },
    { label: 'Held', number: today.held, asks: { state: 'held' }, look: 'warn' },
  ];
  return html`<section class="card" id="today" aria-labelledby="today-title" data-live>
    <div class="card-head">
      <h2 id="today-title">Texts today</h2>
      <span class="soft">since midnight, ${zoneInWords(workspace.timeZone)}</span>
    </div>
    <dl class="figures">${cells.map((cell) => drawn(cell, today.day))}</dl>
  </section>`;
}

function drawn({ label, number, asks, look }: Cell, day: string): VNode {
  const address = `/texts?${new URLSearchParams({ ...asks, since: day })}`;
  const words = number.toLocaleString('en-US');
  return html`<div>
    <dt>${label}</dt>
    <dd class=${number > 0 ? look : undefined}>${number > 0 ? link(words, address) : words}</dd>
  </div>`;
}

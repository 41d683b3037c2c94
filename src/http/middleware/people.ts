// Notices requests that people wait for, so that calls of programs leave room beside them.
import type { Middleware } from 'koa';

/** A conversation, a customer's text, the panel or a page; what comes by itself counts for nobody. */
const PROGRAMS = /^\/(api|mcp|healthz|readyz|metrics|assets|media)(\/|$)|\/status$/;

/** A reply and its answer are this far apart at the most while people are busy. */
const BUSY_MS = 2_000;

export interface People {
  notice: Middleware;
  areBusy(): boolean;
}

export function watchPeople(now: () => number = () => performance.now()): People {
  let seenAt = Number.NEGATIVE_INFINITY;
  return {
    notice(ctx, next) {
      if (!PROGRAMS.test(ctx.path)) seenAt = now();
      return next();
    },
    areBusy: () => now() - seenAt < BUSY_MS,
  };
}

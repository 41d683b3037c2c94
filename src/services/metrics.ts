// Counters and timers. Labels are few, and never a workspace, a number or a word of a text.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const quick = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    texts: new Counter({
      name: 'threadwire_texts_total',
      help: 'Texts by direction (in, out) and outcome.',
      labelNames: ['direction', 'outcome'] as const,
      registers,
    }),
    replies: new Counter({
      name: 'threadwire_replies_total',
      help: "Agents' replies by outcome.",
      labelNames: ['outcome'] as const,
      registers,
    }),
    found: new Counter({
      name: 'threadwire_found_total',
      help: 'Items found by reading that no webhook had reported, by kind (reply, move, text, status) and occasion (outage, silence, install, daily).',
      labelNames: ['what', 'after'] as const,
      registers,
    }),
    endpointEvents: new Counter({
      name: 'threadwire_endpoint_events_total',
      help: 'Webhooks sent to endpoints by outcome (taken, or why not).',
      labelNames: ['outcome'] as const,
      registers,
    }),
    webhooks: new Counter({
      name: 'threadwire_webhooks_total',
      help: 'Accepted webhooks by route and outcome (stored, duplicate, ignored, unreadable).',
      labelNames: ['route', 'outcome'] as const,
      registers,
    }),
    refusals: new Counter({
      name: 'threadwire_webhook_refusals_total',
      help: 'Refused requests of vendors by route and reason.',
      labelNames: ['route', 'reason'] as const,
      registers,
    }),
    requests: new Histogram({
      name: 'threadwire_http_request_seconds',
      help: 'Requests served by route and status.',
      labelNames: ['route', 'status'] as const,
      buckets: quick,
      registers,
    }),
    jobs: new Histogram({
      name: 'threadwire_job_seconds',
      help: 'Jobs run by queue and outcome (done, retry, resting, buried).',
      labelNames: ['queue', 'outcome'] as const,
      buckets: quick,
      registers,
    }),
    jobWait: new Histogram({
      name: 'threadwire_job_wait_seconds',
      help: 'Time from a job being enqueued to its first try.',
      labelNames: ['queue'] as const,
      buckets: [...quick, 30, 60, 300],
      registers,
    }),
    jobsWaiting: new Gauge({
      name: 'threadwire_jobs_waiting',
      help: 'Jobs that are due and not being worked on, by queue.',
      labelNames: ['queue'] as const,
      registers,
    }),
    jobLag: new Gauge({
      name: 'threadwire_job_lag_seconds',
      help: 'Seconds that the oldest due job has waited, by queue.',
      labelNames: ['queue'] as const,
      registers,
    }),
    jobsRetrying: new Gauge({
      name: 'threadwire_jobs_retrying',
      help: 'Jobs that wait for another try, and jobs behind them, by queue.',
      labelNames: ['queue'] as const,
      registers,
    }),
    jobTries: new Gauge({
      name: 'threadwire_job_tries',
      help: 'Tries so far of the waiting job that was tried most often, by queue; 0 where none waits.',
      labelNames: ['queue'] as const,
      registers,
    }),
    jobNextTry: new Gauge({
      name: 'threadwire_job_next_try_seconds',
      help: 'Seconds until the next of these jobs is tried, by queue; 0 where none waits.',
      labelNames: ['queue'] as const,
      registers,
    }),
    deadLetters: new Gauge({
      name: 'threadwire_dead_letters',
      help: 'Jobs that were given up and wait for a decision.',
      registers,
    }),
    vendorCalls: new Histogram({
      name: 'threadwire_vendor_call_seconds',
      help: 'Calls to Intercom and Twilio by operation and status (0: no answer).',
      labelNames: ['vendor', 'operation', 'status'] as const,
      buckets: quick,
      registers,
    }),
  };
}

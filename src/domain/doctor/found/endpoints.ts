// Findings about customers' own systems that are told what happens.

/** `host`: of its address. `since`: ISO 8601. */
export interface EndpointFound {
  check: 'endpoints';
  kind: 'off';
  host: string;
  since: string;
}

// Finds endpoints that were switched off: they took nothing for a day, or said that they are gone.
import type { Finding } from '../../domain/doctor/finding.ts';
import { hostOf } from '../../domain/endpoints.ts';
import { listEndpoints } from '../../store/workspaces/endpoints.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { goTo } from './fixes.ts';

export async function endpointFindings({ db }: Pick<Context, 'db'>, { id }: OpenWorkspace): Promise<Finding[]> {
  const endpoints = await listEndpoints(db, id);
  return endpoints.flatMap(({ url, offSince }): Finding[] => {
    if (offSince === null) return [];
    const found = { check: 'endpoints', kind: 'off', host: hostOf(url), since: offSince.toISOString() } as const;
    return [{ severity: 'warning', stops: [], found, fix: goTo('webhooks', 'send-test') }];
  });
}

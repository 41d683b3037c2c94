// Findings about the data connectors that the workspace has published in Intercom.
import type { ConnectorFault } from '../../connectors.ts';

export type ConnectorsFound = { check: 'connectors' } & ({ kind: ConnectorFault; name: string } | { kind: 'key-gone' });

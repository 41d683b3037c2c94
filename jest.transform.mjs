// Node's own type stripping as jest's transform: what runs in tests is what runs in production.
import { stripTypeScriptTypes } from 'node:module';

export default { process: (source) => ({ code: stripTypeScriptTypes(source) }) };

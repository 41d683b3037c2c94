// Why a request is refused at the door, as values.
import type { Scope } from './api-keys.ts';

/** The key and method of a request's signature. */
export type SignatureKind = 'canvas' | 'notification' | 'auth-token' | 'shared-key';

/** The header that carries a signature, and how it is made. */
interface Signature {
  header: string;
  made: SignatureKind;
}

export type RequestRefusal =
  /** A call of the API. `needed`: what its key may not do. */
  | { kind: 'api-key-missing' | 'api-key-wrong' | 'key-of-another-call' }
  | { kind: 'api-key-too-little'; needed: Scope }
  | { kind: 'api-input'; faults: number }
  /** The workspace has not switched the task on. */
  | { kind: 'assist-off' }
  | { kind: 'api-not-found'; what: 'endpoint' | 'text' | 'number' | 'template' }
  | { kind: 'mcp-batch' | 'not-json' | 'not-lines' }
  | { kind: 'json-fault'; fault: 'duplicate-name' | 'nested-too-deep' | 'number-too-large' }
  | { kind: 'file-not-here' }
  | { kind: 'foreign-account' }
  | { kind: 'form-outdated' }
  | { kind: 'form-too-long'; mostFields: number }
  | { kind: 'header-too-long'; header: string; mostCharacters: number }
  /** `problem`: the field and its fault, without any of its content. */
  | { kind: 'malformed'; item: 'request' | 'status' | 'text'; problem: string }
  | { kind: 'nothing-here' }
  | ({ kind: 'signature-missing' } & Signature)
  | { kind: 'signature-settings-unknown'; header: string }
  | ({ kind: 'signature-wrong' } & Signature)
  | { kind: 'too-large'; mostKilobytes: number }
  | { kind: 'too-many-attempts' }
  /** `most`: calls of one API key a minute. */
  | { kind: 'too-many-calls'; most: number }
  | { kind: 'too-many-fields' }
  | { kind: 'too-many-pieces' }
  | { kind: 'too-slow'; seconds: number }
  | { kind: 'unknown-shared-key' }
  | { kind: 'unreadable-body' }
  | { kind: 'unknown-webhook-workspace' }
  | { kind: 'view-only' }
  | { kind: 'wrong-encoding' }
  | { kind: 'wrong-metrics-token' }
  | { kind: 'wrong-method' }
  | { kind: 'wrong-type' };

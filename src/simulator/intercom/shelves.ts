// The records of a pretend workspace that the bridge does not need: companies, notes, segments, articles, jobs, messages.
import type { TagRecord } from './records.ts';

/** Times are in seconds as on the wire, but for those that end with `Ms`, which are the clock's. */
export interface CompanyRecord {
  readonly id: string;
  readonly companyId: string;
  readonly createdAt: number;
  updatedAt: number;
  fields: Record<string, unknown>;
  customAttributes: Record<string, unknown>;
  contactIds: string[];
  tags: TagRecord[];
  /** Intercom archives a company a while after it was asked to; null: nobody asked. */
  goneAtMs: number | null;
}

export interface NoteRecord {
  readonly id: string;
  readonly about: { type: 'contact' | 'company'; id: string };
  readonly adminId: string;
  readonly body: string;
  readonly createdAt: number;
}

/** `query` is a rule in Intercom's search language. */
export interface SegmentRecord {
  readonly id: string;
  readonly name: string;
  readonly query: unknown;
  readonly createdAt: number;
}

export interface ArticleRecord {
  readonly id: string;
  readonly authorId: number;
  readonly createdAt: number;
  updatedAt: number;
  title: string;
  description: string | null;
  body: string | null;
  state: 'published' | 'draft';
  parentIds: number[];
}

export interface CollectionRecord {
  readonly id: string;
  readonly createdAt: number;
  updatedAt: number;
  name: string;
  description: string | null;
  parentId: string | null;
}

export interface JobRecord {
  readonly id: string;
  readonly readyAtMs: number;
  readonly resourceType: string;
  readonly resourceId: string;
}

export interface ConnectorInput {
  name: string;
  type: string;
  description: string | null;
  required: boolean;
  default_value: string;
}

export interface ConnectorRecord {
  readonly id: string;
  readonly createdAt: string;
  updatedAt: string;
  name: string;
  description: string | null;
  state: 'draft' | 'live';
  httpMethod: string;
  url: string | null;
  body: string;
  headers: { name: string; value: string }[];
  inputs: ConnectorInput[];
  /** Null: none was given, so that its fields are not known. */
  mockResponse: Record<string, unknown> | null;
  audiences: string[];
  directFinUsage: boolean;
  customerAuthentication: boolean;
  bypassAuthentication: boolean;
  validateMissingAttributes: boolean;
  tokenIds: string[];
  adminId: string;
  /** The workflows that have a step with it. */
  usedBy: string[];
}

export interface ExecutionRecord {
  readonly id: string;
  readonly connectorId: string;
  readonly atMs: number;
  readonly success: boolean;
  readonly httpStatus: number | null;
  readonly errorType: string | null;
  readonly sourceType: string;
  readonly conversationId: string | null;
  readonly tookMs: number;
  readonly requestUrl: string;
  readonly requestBody: string;
  readonly responseBody: string;
}

/** A scroll that is open: the ids that are still to come. */
interface Scroll {
  readonly parameter: string;
  left: string[];
  askedAtMs: number;
}

/** Ids are high enough to look like live ones. */
const FIRST_ID = 9_000_001;

export class Shelves {
  companies: CompanyRecord[] = [];
  readonly notes: NoteRecord[] = [];
  readonly segments: SegmentRecord[] = [];
  articles: ArticleRecord[] = [];
  collections: CollectionRecord[] = [];
  readonly jobs: JobRecord[] = [];
  connectors: ConnectorRecord[] = [];
  /** The latest first. */
  readonly executions: ExecutionRecord[] = [];
  /** Visitors of the Messenger, by their `user_id`. */
  readonly visitors = new Set<string>();
  scroll: Scroll | null = null;
  #next = FIRST_ID;

  newId(): string {
    return String(this.#next++);
  }

  /** 24 hexadecimal digits, as companies and segments have. */
  newHexId(seconds: number): string {
    return `${seconds.toString(16).padStart(8, '0')}${this.newId().padStart(16, '0')}`;
  }
}

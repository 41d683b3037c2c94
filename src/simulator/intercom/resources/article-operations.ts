// Articles and collections of the pretend Help Center.
import { invalidParameter, missingParameter, notFound } from '../errors.ts';
import { type Call, type Operation, param } from '../operation.ts';
import type { Json } from '../payloads.ts';
import type { ArticleRecord, CollectionRecord } from '../shelves.ts';
import { textFromBody } from '../text.ts';
import { numberedPage } from './numbered-pages.ts';

const READ = 'Read and list articles';
const WRITE = 'Read and write articles';

export const articleOperations: readonly Operation[] = [
  { method: 'get', path: '/articles/search', permission: READ, answer: searchArticles },
  { method: 'get', path: '/articles', permission: READ, answer: listArticles },
  { method: 'post', path: '/articles', permission: WRITE, answer: createArticle },
  { method: 'get', path: '/articles/:id', permission: READ, answer: (call) => article(call, namedArticle(call)) },
  { method: 'put', path: '/articles/:id', permission: WRITE, answer: updateArticle },
  { method: 'delete', path: '/articles/:id', permission: WRITE, answer: removeArticle },
  { method: 'get', path: '/help_center/collections', permission: READ, answer: listCollections },
  { method: 'post', path: '/help_center/collections', permission: WRITE, answer: createCollection },
  {
    method: 'get',
    path: '/help_center/collections/:id',
    permission: READ,
    answer: (call) => collection(call, namedCollection(call)),
  },
  { method: 'put', path: '/help_center/collections/:id', permission: WRITE, answer: updateCollection },
  { method: 'delete', path: '/help_center/collections/:id', permission: WRITE, answer: removeCollection },
];

/** The one that changed last comes first. */
function byChange(call: Call): ArticleRecord[] {
  return [...call.workspace.shelves.articles].sort((a, b) => b.updatedAt - a.updatedAt);
}

function listArticles(call: Call): Json {
  const { items, pages, total } = numberedPage(byChange(call), call.query);
  return { type: 'list', data: items.map((one) => article(call, one)), total_count: total, pages };
}

function searchArticles(call: Call): Json {
  const phrase = (call.query.get('phrase') ?? '').toLowerCase();
  const state = call.query.get('state') ?? 'all';
  const fitting = byChange(call).filter(
    (one) =>
      (state === 'all' || one.state === state) &&
      `${one.title} ${textFromBody(one.body ?? '')}`.toLowerCase().includes(phrase),
  );
  const { items, pages, total } = numberedPage(fitting, call.query);
  const articles = items.map((one) => article(call, one));
  return { type: 'list', total_count: total, data: { articles, highlights: [] }, pages };
}

function createArticle(call: Call): Json {
  const { workspace } = call;
  const authorId = call.body.integer('author_id');
  if (authorId === undefined) throw missingParameter('author_id');
  workspace.admin(String(authorId));
  const parent = call.body.integer('parent_id');
  const now = workspace.seconds();
  const made: ArticleRecord = {
    id: workspace.shelves.newId(),
    authorId,
    createdAt: now,
    updatedAt: now,
    title: call.body.requiredText('title'),
    description: null,
    body: null,
    state: 'draft',
    parentIds: parent === undefined ? [] : [parent],
  };
  writeArticle(call, made);
  workspace.shelves.articles.push(made);
  return article(call, made);
}

function updateArticle(call: Call): Json {
  const changed = namedArticle(call);
  writeArticle(call, changed);
  return article(call, changed);
}

function writeArticle(call: Call, record: ArticleRecord): void {
  const state = call.body.text('state');
  if (state !== undefined && state !== 'published' && state !== 'draft') throw invalidParameter('state is not valid');
  record.title = call.body.text('title') ?? record.title;
  record.description = call.body.text('description') ?? record.description;
  record.body = call.body.text('body') ?? call.body.text('body_markdown') ?? record.body;
  record.state = state ?? record.state;
  record.updatedAt = call.workspace.seconds();
}

function removeArticle(call: Call): Json {
  const { id } = namedArticle(call);
  const { shelves } = call.workspace;
  shelves.articles = shelves.articles.filter((one) => one.id !== id);
  return { id, object: 'article', deleted: true };
}

function listCollections(call: Call): Json {
  const { items, pages, total } = numberedPage(call.workspace.shelves.collections, call.query);
  return { type: 'list', data: items.map((one) => collection(call, one)), total_count: total, pages };
}

function createCollection(call: Call): Json {
  const { workspace } = call;
  const now = workspace.seconds();
  const name = call.body.requiredText('name');
  const times = { createdAt: now, updatedAt: now };
  const made = { id: workspace.shelves.newId(), ...times, name, description: null, parentId: null };
  writeCollection(call, made);
  workspace.shelves.collections.push(made);
  return collection(call, made);
}

function updateCollection(call: Call): Json {
  const changed = namedCollection(call);
  writeCollection(call, changed);
  return collection(call, changed);
}

function writeCollection(call: Call, record: CollectionRecord): void {
  record.name = call.body.text('name') ?? record.name;
  record.description = call.body.text('description') ?? record.description;
  const parent = call.body.textOrNull('parent_id');
  if (parent !== undefined) record.parentId = parent;
  record.updatedAt = call.workspace.seconds();
}

function removeCollection(call: Call): Json {
  const { id } = namedCollection(call);
  const { shelves } = call.workspace;
  shelves.collections = shelves.collections.filter((one) => one.id !== id);
  return { id, object: 'collection', deleted: true };
}

function namedArticle(call: Call): ArticleRecord {
  const found = call.workspace.shelves.articles.find(({ id }) => id === param(call, 'id'));
  if (!found) throw notFound();
  return found;
}

function namedCollection(call: Call): CollectionRecord {
  const found = call.workspace.shelves.collections.find(({ id }) => id === param(call, 'id'));
  if (!found) throw notFound();
  return found;
}

function article({ workspace }: Call, one: ArticleRecord): Json {
  return {
    type: 'article',
    id: one.id,
    workspace_id: workspace.id,
    title: one.title,
    description: one.description,
    body: one.body,
    body_markdown: one.body === null ? null : textFromBody(one.body),
    author_id: one.authorId,
    state: one.state,
    created_at: one.createdAt,
    updated_at: one.updatedAt,
    url: one.state === 'published' ? `https://help.example/articles/${one.id}` : null,
    parent_ids: one.parentIds,
    default_locale: 'en',
  };
}

function collection({ workspace }: Call, one: CollectionRecord): Json {
  return {
    id: one.id,
    workspace_id: workspace.id,
    name: one.name,
    description: one.description,
    created_at: one.createdAt,
    updated_at: one.updatedAt,
    url: `https://help.example/collections/${one.id}`,
    icon: 'book-bookmark',
    order: 1,
    default_locale: 'en',
    parent_id: one.parentId,
    help_center_id: 1,
  };
}

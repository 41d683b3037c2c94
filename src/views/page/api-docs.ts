// Draws the page that describes the API: each call with its values and its answer. It needs no script.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { type OperationId, operations } from '../../domain/api/catalogue.ts';
import type { Operation, Schema } from '../../domain/api/operations.ts';
import { apiTitle, describedAs, operationWords, refusalWords } from '../../words/api.ts';
import { apiDocsWords, typeInWords } from '../../words/api-docs.ts';
import { product } from '../../words/names.ts';
import { pageWords } from '../../words/page.ts';
import { document, mark } from './document.ts';
import { link } from './pieces.ts';

type Described = Operation & { id: OperationId };
type Row = readonly [name: string, says: string];

/** A whole HTML document. `publicUrl`: of the service. */
export function renderApiDocs(publicUrl: string): string {
  const base = `${publicUrl}/api/v1`;
  const groups = Map.groupBy(operations, ({ path }) => path.split('/')[1] ?? '');
  const calls = [...groups.values()].flat();
  return document(
    apiTitle,
    html`<a class="skip" href="#main">${pageWords.skip}</a>
      <header id="top">
        <p class="brand">${mark()}<span>${product}</span></p>
      </header>
      <main id="main" class="api-docs" tabindex="-1">
        <h1>${apiTitle}</h1>
        <p class="lead">${apiDocsWords.lead}</p>
        <section class="card" aria-label=${apiDocsWords.start}>
          <h2>${apiDocsWords.start}</h2>
          <p>${apiDocsWords.address} <code>${base}</code></p>
          <p>${apiDocsWords.key} <code>Authorization: Bearer …</code></p>
          <p>${link(apiDocsWords.keys, '/settings/api-keys')} · ${link(apiDocsWords.machine, '/api/v1/openapi.json')}</p>
        </section>
        <nav aria-label=${apiDocsWords.calls} class="card">
          <h2>${apiDocsWords.calls}</h2>
          <ul class="calls">
            ${calls.map(({ id, method, path }) => html`<li><a href=${`#${id}`}><code>${method} ${path}</code></a></li>`)}
          </ul>
        </nav>
        ${calls.map((one) => call(one, base))}
        <section class="card" id="refusals" aria-label=${apiDocsWords.refusals}>
          <h2>${apiDocsWords.refusals}</h2>
          <p>${apiDocsWords.refusalsHint}</p>
          ${table(Object.entries(refusalWords))}
        </section>
      </main>`,
    { styles: ['api-docs'], scripts: [] },
  );
}

function call(operation: Described, base: string): VNode {
  const { id, method, path, scope, params, query, body, answer } = operation;
  const asked = [...rowsOf(params, Object.keys(params)), ...rowsOf(query, [])];
  return html`<section class="card" id=${id} aria-labelledby=${`${id}-title`}>
    <h2 id=${`${id}-title`}><code>${method} ${path}</code></h2>
    <p>${operationWords[id]} ${describedAs.needs(scope)}</p>
    <pre tabindex="0"><code>${curlOf(operation, base)}</code></pre>
    ${asked.length === 0 ? null : html`<h3>${apiDocsWords.values}</h3>${table(asked)}`}
    ${body === null ? null : html`<h3>${apiDocsWords.body}</h3>${table(membersOf(body))}`}
    <details>
      <summary>${apiDocsWords.answer}</summary>
      <div class="folded">${table(membersOf(answer))}</div>
    </details>
  </section>`;
}

function curlOf({ method, path, body }: Operation, base: string): string {
  const verb = method === 'GET' ? '' : ` -X ${method}`;
  const address = `${base}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}`;
  const sent = body === null ? '' : ` \\\n  -H "Content-Type: application/json" -d '{…}'`;
  return `curl -s${verb} "${address}" \\\n  -H "Authorization: Bearer $KEY"${sent}`;
}

function table(rows: readonly Row[]): VNode {
  return html`<dl class="facts">
    ${rows.map(([name, says]) => html`<div><dt><code>${name}</code></dt><dd>${says}</dd></div>`)}
  </dl>`;
}

function rowsOf(schemas: Readonly<Record<string, Schema>>, required: readonly string[]): Row[] {
  return Object.entries(schemas).flatMap(([name, schema]) => [
    [name, typeInWords(schema, required.includes(name))] as const,
    ...innerOf(name, schema),
  ]);
}

function membersOf(schema: Schema): Row[] {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, Schema>; required?: string[] };
  return rowsOf(properties, required);
}

/** The members of a list or an object, as `data[].id`. */
function innerOf(name: string, schema: Schema): Row[] {
  const { items, properties } = schema as { items?: Schema; properties?: Record<string, Schema> };
  const inner = items ?? (properties === undefined ? undefined : schema);
  if (inner === undefined) return [];
  return membersOf(inner).map(([member, says]) => [`${name}${items === undefined ? '' : '[]'}.${member}`, says]);
}

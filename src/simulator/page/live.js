// The line to the demo's server: its state as it changes, and what people do.
import { useEffect, useState } from 'preact/hooks';

const TRY_AGAIN_MS = 2000;
/** Which workspace the page shows. */
const SHOWN = new URLSearchParams(location.search).get('workspace');
const QUERY = SHOWN === null ? '' : `?${new URLSearchParams({ workspace: SHOWN })}`;

/** The latest state, null until the first one is there, and whether the line is up. */
export function useLive() {
  const [live, setLive] = useState({ state: null, isConnected: true });
  useEffect(() => {
    let source;
    let again;
    function connect() {
      source = new EventSource(`/events${QUERY}`);
      source.addEventListener('state', (event) => setLive({ state: JSON.parse(event.data), isConnected: true }));
      source.addEventListener('error', () => {
        setLive((before) => ({ ...before, isConnected: false }));
        // A dropped line is taken up again by the browser itself, a refused one is not.
        if (source.readyState === EventSource.CLOSED) again = setTimeout(connect, TRY_AGAIN_MS);
      });
    }
    connect();
    return () => {
      clearTimeout(again);
      source.close();
    };
  }, []);
  return live;
}

/**
 * Does something on the server.
 * @param {string} name
 * @param {object} body
 * @returns {Promise<object>} the answer; throws an Error with a sentence for people where it could not be done
 */
export async function act(name, body) {
  return answerOf(() =>
    fetch(`/actions/${name}${QUERY}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

/**
 * Hands a file to the server, which keeps it until it is sent.
 * @param {File} file
 * @returns {Promise<{ id: string, name: string, contentType: string, size: number }>} throws as `act` does
 */
export async function upload(file) {
  const query = new URLSearchParams({ name: file.name, type: file.type });
  return answerOf(() =>
    fetch(`/uploads?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-demo-upload': '1' },
      body: file,
    }),
  );
}

async function answerOf(ask) {
  let response;
  try {
    response = await ask();
  } catch {
    throw new Error('The demo does not answer. Is it still running?');
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The demo answered ${response.status}.`);
  return answer;
}

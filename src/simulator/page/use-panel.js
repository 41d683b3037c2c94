// The panel's state: the canvas, the typed values, and when to ask for the canvas again.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { valuesOf } from './canvas.js';
import { act } from './live.js';

// After the last of a burst of changes: the service has then heard of them too.
const SETTLE_MS = 600;

const EMPTY = {
  canvas: null,
  answer: null,
  problems: [],
  values: {},
  busy: null,
  origin: 'initialize',
  isTouched: false,
  isStale: false,
  isLoading: true,
  announcement: '',
};

/** `news` is any string that changes when something happened that the panel may show; `root` the element it is drawn in. */
export function usePanel({ conversationId, adminId, news, root }) {
  const [panel, setPanel] = useState(EMPTY);
  const latest = useRef(panel);
  latest.current = panel;
  const asked = useRef(0);
  const hadFocus = useRef(false);
  const firstNews = useRef(news);

  async function ask(name, body, origin) {
    asked.current += 1;
    const turn = asked.current;
    const answer = await act(name, body).catch((error) => ({ error: error.message }));
    if (turn !== asked.current) return;
    const problems = answer.error ? [answer.error] : answer.problems;
    const canvas = problems.length === 0 ? answer.body.canvas : null;
    hadFocus.current = root.current?.contains(document.activeElement) ?? false;
    const values = canvas ? valuesOf(canvas.content.components) : {};
    const announcement = origin === 'submit' ? 'The panel has answered.' : '';
    setPanel({ ...EMPTY, isLoading: false, answer, problems, canvas, values, origin, announcement });
  }
  function refresh() {
    setPanel((before) => ({ ...before, isLoading: true, busy: null }));
    void ask('panel-open', { conversationId, adminId }, 'initialize');
  }
  function submit(componentId, overrides = {}) {
    const { values, canvas } = latest.current;
    setPanel((before) => ({ ...before, busy: componentId }));
    const body = {
      conversationId,
      adminId,
      componentId,
      inputValues: { ...values, ...overrides },
      currentCanvas: canvas,
    };
    void ask('panel-submit', body, 'submit');
  }
  function change(id, value) {
    setPanel((before) => ({ ...before, isTouched: true, values: { ...before.values, [id]: value } }));
  }

  useEffect(refresh, [conversationId, adminId]);
  useEffect(() => {
    if (news === firstNews.current) return undefined;
    const timer = setTimeout(() => {
      firstNews.current = news;
      const { isTouched, busy, origin } = latest.current;
      // A canvas that an agent is working in stays, with a line that says there is something newer.
      const isInUse = isTouched || busy !== null || origin === 'submit';
      if (isInUse) setPanel((before) => ({ ...before, isStale: true }));
      else void ask('panel-open', { conversationId, adminId }, 'initialize');
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [news]);
  // The clicked thing may be gone with its canvas: the keyboard goes on from the panel, not from the top of the page.
  useLayoutEffect(() => {
    if (hadFocus.current && !root.current?.contains(document.activeElement)) root.current?.focus();
    hadFocus.current = false;
  }, [panel.canvas, panel.problems]);

  return { panel, refresh, change, submit };
}

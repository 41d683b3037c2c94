// Keeps a thread at its latest message while its reader is there, and out of their way while they read back.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

const NEAR_END = 60;

/** `mark` changes with every message, `thread` with every other thread. */
export function useThreadEnd(thread, mark) {
  const list = useRef(null);
  const isAtEnd = useRef(true);
  const [isBehind, setIsBehind] = useState(false);

  function toEnd() {
    const element = list.current;
    if (element) element.scrollTop = element.scrollHeight;
    isAtEnd.current = true;
    setIsBehind(false);
  }
  function onScroll(event) {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (isAtEnd.current) setIsBehind(false);
  }
  useLayoutEffect(toEnd, [thread]);
  useLayoutEffect(() => {
    if (isAtEnd.current) toEnd();
    else setIsBehind(true);
  }, [mark]);
  useLayoutEffect(() => {
    // A picture that has loaded, or a keyboard that came up, moves the end.
    const observer = new ResizeObserver(() => isAtEnd.current && toEnd());
    observer.observe(list.current);
    if (list.current.firstElementChild) observer.observe(list.current.firstElementChild);
    return () => observer.disconnect();
  }, [thread]);
  return { list, onScroll, isBehind, toEnd };
}

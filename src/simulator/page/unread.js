// Marks phones and conversations that have something new since they were last open.
import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * @param {object[]} things
 * @param {string | undefined} openId the one that is looked at
 * @param {(thing: object) => number} countOf how many messages a thing has that can be new
 * @param {(thing: object) => string} idOf
 * @returns {Set<string>} ids; what was there when the page came up counts as read
 */
export function useUnread(things, openId, countOf, idOf) {
  const seen = useRef(null);
  const [, redraw] = useState(0);
  seen.current ??= new Map(things.map((thing) => [idOf(thing), countOf(thing)]));
  const open = things.find((thing) => idOf(thing) === openId);
  const openCount = open ? countOf(open) : 0;
  useEffect(() => {
    if (openId === undefined || seen.current.get(openId) === openCount) return;
    seen.current.set(openId, openCount);
    redraw((times) => times + 1);
  }, [openId, openCount]);
  const unread = things.filter(
    (thing) => idOf(thing) !== openId && countOf(thing) > (seen.current.get(idOf(thing)) ?? 0),
  );
  return new Set(unread.map(idOf));
}

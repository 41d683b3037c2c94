// Narrows long lists of choices down, and puts fields into a template. Without it, lists are plain and fields are copied.

for (const frame of document.querySelectorAll('[data-search-for]')) {
  const list = document.getElementById(frame.dataset.searchFor);
  const search = frame.querySelector('input');
  const groups = [...list.children].map((entry) => ({ entry, options: [...entry.querySelectorAll('option')] }));
  frame.hidden = false;
  search.addEventListener('input', () => narrow(list, groups, wordsOf(search.value)));
  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') list.focus();
    else if (event.key !== 'Enter') return;
    event.preventDefault();
    if (event.key === 'Enter') choose(list, list.querySelector('option:not([data-kept])'));
  });
}

/** The chosen option stays, so that looking around changes nothing. */
function narrow(list, groups, words) {
  const chosen = list.selectedOptions[0];
  const isFound = (option) => {
    const text = wordsOf(`${option.textContent} ${option.dataset.find ?? ''}`).join(' ');
    return words.every((word) => text.includes(word));
  };
  let found = 0;
  const kept = groups.flatMap(({ entry, options }) => {
    if (options.length === 0) return entry === chosen || isFound(entry) ? [entry] : [];
    const shown = options.filter((option) => option === chosen || isFound(option));
    entry.replaceChildren(...shown);
    return shown.length > 0 ? [entry] : [];
  });
  list.replaceChildren(...kept);
  for (const option of list.options) {
    option.toggleAttribute('data-kept', option === chosen && !isFound(option));
    if (!option.hasAttribute('data-kept')) found += 1;
  }
  if (words.length === 0) list.removeAttribute('size');
  else list.size = Math.min(8, Math.max(2, list.options.length + kept.length));
  list.toggleAttribute('data-empty', found === 0);
}

function choose(list, option) {
  if (!option) return;
  option.selected = true;
  list.dispatchEvent(new Event('input', { bubbles: true }));
  list.focus();
}

/** Without accents, so that Sao Paulo and São Paulo are the same. */
function wordsOf(text) {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[\s,/_]+/u).filter(Boolean);
}

for (const button of document.querySelectorAll('[data-insert]')) {
  const area = document.getElementById(button.dataset.insertInto);
  if (!area) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    area.setRangeText(button.dataset.insert, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
    area.focus();
  });
}

// Adds copying, counting and a warning before typed words are lost. Every page works without it.

for (const button of document.querySelectorAll('[data-copy]')) {
  const field = document.getElementById(button.dataset.copy);
  if (!navigator.clipboard || !field) continue;
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(field.value).then(
      () => {
        button.textContent = 'Copied';
        setTimeout(() => {
          button.textContent = 'Copy';
        }, 2_000);
      },
      () => field.select(),
    );
  });
}

for (const line of document.querySelectorAll('[data-count-for]')) {
  const field = document.getElementById(line.dataset.countFor);
  field?.addEventListener('input', () => {
    const count = [...field.value].length;
    line.textContent = `${count} ${count === 1 ? 'character' : 'characters'}`;
  });
}

// Enter in the field of the preview shows the preview: the first button of the form would save.
for (const area of document.querySelectorAll('[data-enter]')) {
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.target.tagName !== 'INPUT') return;
    event.preventDefault();
    area.querySelector('button').click();
  });
}

// A page with a problem stands where its form was sent: loaded again, it would send the form again.
const places = { '/settings/test': '/', '/settings/doctor': '/', '/settings/keys': '/settings/twilio' };
const here = places[location.pathname] ?? location.pathname;
const asked = new URLSearchParams(location.search);
asked.delete('refresh');
history.replaceState(null, '', `${here}${asked.size > 0 ? `?${asked}` : ''}${location.hash}`);

// Typed words are kept until they are saved, so that a look at another page costs nothing. Secrets are never kept.

const fleeting = new Set(['contact', 'to']);
const carried = new Set(['csrf', 'nonce']);
const unsaved = new Set();
const news = document.querySelector('[data-notice]');
const drafts = [...document.querySelectorAll('form[method="post"]')].filter((form) =>
  form.querySelector('.save, [name="do"]'),
);

function keyOf(form) {
  const alike = drafts.filter((one) => one.getAttribute('action') === form.getAttribute('action'));
  return `draft ${here} ${form.getAttribute('action')} ${alike.indexOf(form)}`;
}

function fieldsOf(form) {
  return [...form.elements].filter(
    ({ name, type }) =>
      name && !carried.has(name) && !fleeting.has(name) && !['password', 'submit', 'button'].includes(type),
  );
}

function hasSecret(form) {
  return [...form.elements].some(({ type, value }) => type === 'password' && value !== '');
}

function keep(form) {
  const fields = fieldsOf(form).map(({ name, type, value, checked }) => [name, type, value, checked]);
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify({ fields }));
  } catch {
    // A full or forbidden store keeps nothing, and the browser asks before the page is left.
  }
}

function mark(form) {
  unsaved.add(form);
  form.classList.add('unsaved');
  const actions = form.querySelector('.actions');
  if (!actions || actions.querySelector('[data-discard]')) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiet';
  button.dataset.discard = '';
  button.textContent = 'Discard';
  button.addEventListener('click', () => {
    forget(form);
    location.assign(here);
  });
  actions.append(button);
}

function forget(form) {
  unsaved.delete(form);
  sessionStorage.removeItem(keyOf(form));
}

/** The facts that the form was opened with come back, too: somebody else may have saved since. */
function restore(form, fields) {
  const own = fieldsOf(form);
  for (const [name, type, value, checked] of fields) {
    const isBox = type === 'checkbox' || type === 'radio';
    const field = own.find((one) => one.name === name && one.type === type && (!isBox || one.value === value));
    if (!field) continue;
    if (isBox) field.checked = checked;
    else field.value = value;
  }
}

for (const form of drafts) {
  if (form.classList.contains('unsaved')) {
    mark(form);
    keep(form);
    continue;
  }
  const draft = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? 'null');
  // A notice answers what was sent: it was saved, or the page says what is left of it.
  if (draft?.isSent && news) forget(form);
  else if (draft) {
    restore(form, draft.fields);
    mark(form);
  }
}

document.addEventListener('input', ({ target }) => {
  if (!target.form || fleeting.has(target.name) || !drafts.includes(target.form)) return;
  mark(target.form);
  keep(target.form);
});
document.addEventListener('submit', ({ target }) => {
  unsaved.delete(target);
  const draft = sessionStorage.getItem(keyOf(target));
  if (draft) sessionStorage.setItem(keyOf(target), JSON.stringify({ ...JSON.parse(draft), isSent: true }));
});

// A click on a page of ours loses nothing but secrets. A closed window loses everything.
let staysHere = false;
document.addEventListener('click', ({ target }) => {
  const link = target.closest?.('a[href^="/"]');
  if (link) staysHere = ![...unsaved].some(hasSecret);
});
window.addEventListener('beforeunload', (event) => {
  if (unsaved.size > 0 && !staysHere) event.preventDefault();
  staysHere = false;
});

// While something is under way, the page is asked for again, unless somebody is at work in it. The content policy lets a
// script fetch nothing, so the whole page comes, at the same place.

const OFTEN_MS = 2_000;
const SELDOM_MS = 10_000;
const OFTEN_TIMES = 60;
const REFRESHED = 'refreshed';
const headings = () => [...document.querySelectorAll('[data-live] .card-head')].map((one) => one.innerText.trim());
const before = JSON.parse(sessionStorage.getItem(REFRESHED) ?? 'null');
sessionStorage.removeItem(REFRESHED);
if (before?.here === here) {
  scrollTo({ top: before.scroll, behavior: 'instant' });
  const told = headings().filter((words) => !before.headings.includes(words));
  if (told.length > 0) addEventListener('load', () => setTimeout(() => say(told.join('. '))));
}

function say(words) {
  const line = document.createElement('p');
  line.className = 'sr';
  line.setAttribute('role', 'status');
  document.body.append(line);
  setTimeout(() => {
    line.textContent = words;
  }, 100);
}

function isAtWork() {
  const { activeElement } = document;
  const isReading = activeElement === document.body || activeElement === news;
  return unsaved.size > 0 || !isReading || document.visibilityState !== 'visible';
}

const times = before?.here === here ? before.times + 1 : 1;
function refresh() {
  if (isAtWork()) return setTimeout(refresh, OFTEN_MS);
  const kept = { here, times, scroll: scrollY, headings: headings() };
  sessionStorage.setItem(REFRESHED, JSON.stringify(kept));
  location.replace(`${here}?refresh=yes`);
}
if (document.querySelector('[data-refresh]')) setTimeout(refresh, times > OFTEN_TIMES ? SELDOM_MS : OFTEN_MS);

// Screen readers read the answer out, and the keyboard goes on from there.
const first = document.querySelector('[aria-invalid="true"]') ?? news;
addEventListener('load', () => setTimeout(() => first?.focus()));

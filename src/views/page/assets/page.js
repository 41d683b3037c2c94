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
if (/^\/settings\/./.test(location.pathname)) history.replaceState(null, '', `/settings${location.hash}`);

const fleeting = new Set(['contact', 'to']);
const unsaved = new Set(document.querySelectorAll('form.unsaved'));
document.addEventListener('input', ({ target }) => {
  if (!target.form || fleeting.has(target.name)) return;
  unsaved.add(target.form);
  target.form.classList.add('unsaved');
});
document.addEventListener('submit', ({ target }) => unsaved.delete(target));
window.addEventListener('beforeunload', (event) => {
  if (unsaved.size > 0) event.preventDefault();
});

// The vendors have answered by then. A page that somebody types in or reads stays as it is.
if (document.querySelector('[data-asking]') && !document.querySelector('[data-notice]'))
  setTimeout(() => {
    if (unsaved.size === 0 && document.activeElement === document.body) location.reload();
  }, 2_000);

// Screen readers read the answer out, and the keyboard goes on from there.
const news = document.querySelector('[aria-invalid="true"]') ?? document.querySelector('[data-notice]');
addEventListener('load', () => setTimeout(() => news?.focus()));

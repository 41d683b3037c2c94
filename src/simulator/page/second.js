// Copies what has to be entered, and ticks the steps of the second install as they are done.
const LOOK_MS = 1000;

for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = 'Copied';
  });
}

async function look() {
  const answer = await fetch('/second/steps').catch(() => null);
  if (answer?.ok) {
    for (const [step, isDone] of Object.entries(await answer.json())) {
      const item = document.querySelector(`[data-step="${step}"]`);
      if (item) item.dataset.done = String(isDone);
    }
  }
  setTimeout(look, LOOK_MS);
}

void look();

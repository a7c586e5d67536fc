// The keys of a presentation and the size of its sheet. A key that somebody types into a field, or presses on a button
// or link, stays theirs.

const SHEET = { width: 888, height: 499 };
const PHONE = 768;
const DOORS = {
  ArrowRight: 'on', PageDown: 'on', ' ': 'on', ArrowLeft: 'back', PageUp: 'back', Escape: 'out',
};
const TAKEN = 'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="combobox"], [role="slider"]';

const whole = document.documentElement;
const NOTES = { class: 'speaking', width: 340 };

function fit() {
  const wide = innerWidth - (whole.classList.contains(NOTES.class) ? NOTES.width : 0);
  const factor = innerWidth > PHONE ? Math.min(wide / SHEET.width, innerHeight / SHEET.height) : 1;
  whole.style.setProperty('--stage', factor);
}

function speak(button) {
  button.setAttribute('aria-pressed', whole.classList.toggle(NOTES.class));
  fit();
}

function typed(event) {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(TAKEN)) return true;
  return event.key === ' ' && Boolean(target?.closest('a, button'));
}

export default function ({ data, parentElement }) {
  const notes = parentElement.querySelector('[value=notes]');
  const full = parentElement.querySelector('[value=full]');
  notes.textContent = data.notes;
  notes.setAttribute('aria-pressed', whole.classList.contains(NOTES.class));
  notes.onclick = () => speak(notes);
  full.textContent = data.full;
  full.hidden = !document.fullscreenEnabled;
  full.onclick = () => (document.fullscreenElement ? document.exitFullscreen() : whole.requestFullscreen());

  function pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || typed(event)) return;
    if (event.key === 'Escape' && document.fullscreenElement) return; // the browser leaves the full screen
    if (event.key.toLowerCase() === 'n') return speak(notes);
    const door = DOORS[event.key] && document.querySelector(`.st-key-stage-${DOORS[event.key]} a`);
    if (!door) return;
    event.preventDefault();
    door.click();
  }

  fit();
  addEventListener('resize', fit);
  document.addEventListener('keydown', pressed);
  return () => {
    removeEventListener('resize', fit);
    document.removeEventListener('keydown', pressed);
    whole.style.removeProperty('--stage');
  };
}

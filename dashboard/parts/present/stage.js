// The keys of a presentation and the size of its sheet. A key that somebody types into a field, or presses on a button
// or link, stays theirs.

const SHEET = { width: 888, height: 499 };
const PHONE = 768;
const DOORS = {
  ArrowRight: 'on', PageDown: 'on', ' ': 'on', ArrowLeft: 'back', PageUp: 'back', Escape: 'out',
};
const TAKEN = 'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="combobox"], [role="slider"]';

function fit() {
  const factor = innerWidth > PHONE ? Math.min(innerWidth / SHEET.width, innerHeight / SHEET.height) : 1;
  document.documentElement.style.setProperty('--stage', factor);
}

function typed(event) {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(TAKEN)) return true;
  return event.key === ' ' && Boolean(target?.closest('a, button'));
}

function pressed(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || typed(event)) return;
  if (event.key === 'Escape' && document.fullscreenElement) return; // the browser leaves the full screen
  const door = DOORS[event.key] && document.querySelector(`.st-key-stage-${DOORS[event.key]} a`);
  if (!door) return;
  event.preventDefault();
  door.click();
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector('button');
  button.textContent = data.full;
  button.hidden = !document.fullscreenEnabled;
  button.onclick = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  fit();
  addEventListener('resize', fit);
  document.addEventListener('keydown', pressed);
  return () => {
    removeEventListener('resize', fit);
    document.removeEventListener('keydown', pressed);
    document.documentElement.style.removeProperty('--stage');
  };
}

// What Streamlit leaves unsaid around a page: its language, which page of the menu is open, the words of the buttons that
// open and close the menu, and the way back from a link. The server is asked for two things alone: the page that a link of
// ours opens, and the page in the colours of a theme that has changed.

const LINK = ':is(.menu, .tabs, .figures, .pairs) a[href^="./"]';
const PHONE = '(max-width: 768px)';
const BUTTONS = {
  open: '[data-testid="stExpandSidebarButton"]',
  close: '[data-testid="stSidebarCollapseButton"] button',
};

const LEAVING_MS = 1000; // Streamlit turns to the page within the click; a page that does not open frees the history again
const READ_MS = 1500;

function set(element, name, value) {
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
}

// An icon is drawn by the name of its glyph in a font of icons, which a screen reader would spell out. It stays where it
// is all that a button bears.
const ICON = '[data-testid="stIconMaterial"], span[role="img"][aria-label$=" icon"], [data-baseweb="select"] svg[title]';
const CHIP = '[data-testid^="stBaseButton-pills"], [data-testid^="stBaseButton-segmented_control"]';

// What stands in a picture is told by the words of its figure and by the table below it; read aloud, the marks of its
// axes would come as loose numbers. So would those by which Plotly measures its letters.
const PICTURE = '[role="figure"][aria-label] .js-plotly-plot, #js-plotly-tester';

function unspoken() {
  for (const picture of document.querySelectorAll(PICTURE)) set(picture, 'aria-hidden', 'true');
  for (const icon of document.querySelectorAll(ICON)) {
    const bearer = icon.closest('button, a, summary, [role="button"]');
    const alone = bearer && !bearer.hasAttribute('aria-label') && bearer.textContent.trim() === icon.textContent.trim();
    if (!alone) set(icon, 'aria-hidden', 'true');
  }
}

// Which of the chips are chosen, which Streamlit shows by their colour alone.
function pressed() {
  for (const chip of document.querySelectorAll(CHIP)) {
    if (chip.getAttribute('role') !== 'radio') set(chip, 'aria-pressed', String(chip.dataset.testid.endsWith('Active')));
  }
}

// A box that has just opened is entered at its first field, which is where Tab would lead last.
function enter() {
  for (const box of document.querySelectorAll('[data-testid="stPopoverBody"]:not([data-entered])')) {
    const field = box.querySelector('[data-testid="stTextInput"] input');
    if (!field) continue; // fields may come after their box
    box.dataset.entered = '';
    requestAnimationFrame(() => field.focus());
  }
}

// What an act led to is said once, and the heading of what it led to is where the keyboard goes on.
function tell({ words, acts }) {
  const before = document.body.dataset.covenantActs;
  document.body.dataset.covenantActs = acts;
  if (before === undefined || before === String(acts) || !words) return;
  let region = document.querySelector('#covenant-said');
  if (!region) {
    region = document.body.appendChild(document.createElement('div'));
    region.id = 'covenant-said';
    region.setAttribute('role', 'status');
    region.style.cssText = 'position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)';
  }
  requestAnimationFrame(() => {
    region.textContent = words;
    const heading = document.querySelector('.st-key-outcome') ?? document.querySelector('[data-testid="stMain"] h1');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.style.outlineOffset = '4px';
    heading.focus({ preventScroll: false });
  });
}

// Words of Streamlit's own that no setting changes: they are read aloud, too, so that the text itself is changed.
const OWN_WORDS = {
  choose: '[data-testid="stFileUploaderDropzone"] button p',
  most: '[data-testid="stFileUploaderDropzoneInstructions"] span',
  unmade: '[data-testid="stDownloadButtonError"]',
};

function translated(said) {
  for (const [name, place] of Object.entries(OWN_WORDS)) {
    for (const { firstChild } of document.querySelectorAll(place)) {
      if (firstChild && firstChild.nodeValue !== said[name]) firstChild.nodeValue = said[name];
    }
  }
  for (const told of document.querySelectorAll(OWN_WORDS.unmade)) set(told, 'role', 'alert');
  // It has a name, which an element that is no part of the page's meaning cannot have.
  for (const zone of document.querySelectorAll('[data-testid="stFileUploaderDropzone"]')) set(zone, 'role', 'group');
}

function pathOf(address) {
  return new URL(address, location.href).pathname.replace(/\/$/, '');
}

function mark(said) {
  document.documentElement.lang = said.language;
  for (const link of document.querySelectorAll('.menu a')) {
    if (pathOf(link.href) === pathOf(location.href)) set(link, 'aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  for (const [name, place] of Object.entries(BUTTONS)) {
    const button = document.querySelector(place);
    set(button, 'aria-label', said[name]);
    if (name === 'open') set(button, 'data-words', said.open);
  }
  translated(said);
  unspoken();
  pressed();
  enter();
}

// Before it turns to the page of a link, Streamlit writes the city and choices of the link into the history for the page
// that is left. The way back would show that page with them: such an entry is left out.
function keepTheWayBack() {
  if (history.covenantLeaves) return;
  history.covenantLeaves = { until: 0 };
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('[data-testid="stPageLink-NavLink"]');
    if (!link || pathOf(link.href) === pathOf(location.href)) return;
    history.covenantLeaves = { left: pathOf(location.href), until: performance.now() + LEAVING_MS };
  }, true);
  const push = history.pushState;
  history.pushState = function (state, title, address) {
    const { left, until } = history.covenantLeaves;
    const leaving = performance.now() < until;
    if (leaving && address && pathOf(address) === left) return;
    history.covenantLeaves = { until: 0 };
    push.call(this, state, title, address);
  };
}

// A link of the menu, of a table or of a card opens its page without loading the program again: the address goes to
// Python, which turns the page. A click with a key held down, and a browser without this script, follow the link itself.
function opens(event, setTriggerValue) {
  const link = event.target instanceof Element ? event.target.closest(LINK) : null;
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  setTriggerValue('opened', link.getAttribute('href'));
  if (link.closest('.menu') && matchMedia(PHONE).matches) document.querySelector(BUTTONS.close)?.click();
}

const TAKEN = 'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="combobox"], [role="slider"], dialog, canvas';

// The chart that is nearest to the middle of the window, or nothing on a page without one.
function nearest() {
  const off = (chart) => {
    const { top, bottom } = chart.getBoundingClientRect();
    return Math.abs((top + bottom) / 2 - innerHeight / 2);
  };
  return [...document.querySelectorAll('.js-plotly-plot')].sort((one, other) => off(one) - off(other))[0];
}

// F shows the nearest chart as large as the window, until Escape or F again; a key that somebody types stays theirs.
function enlarge(event, close) {
  if (event.key.toLowerCase() !== 'f' || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target instanceof Element && event.target.closest(TAKEN)) return;
  const chart = nearest();
  if (!chart) return;
  event.preventDefault();
  const { width, height } = chart.getBoundingClientRect();
  const page = getComputedStyle(document.querySelector('.stApp'));
  const dialog = document.body.appendChild(document.createElement('dialog'));
  dialog.className = 'whole-chart';
  dialog.setAttribute('aria-label', chart.closest('[aria-label]')?.getAttribute('aria-label') ?? document.title);
  dialog.style.cssText = `border: 0; padding: 2vmin; width: 100vw; height: 100vh; max-width: none; max-height: none; `
    + `box-sizing: border-box; background: ${page.backgroundColor}; color: ${page.color}; font-family: ${page.fontFamily}`;
  const drawn = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  drawn.setAttribute('viewBox', `0 0 ${width} ${height}`);
  drawn.style.cssText = 'width: 100%; height: 100%';
  for (const layer of chart.querySelectorAll('svg.main-svg')) drawn.append(layer.cloneNode(true));
  const button = document.createElement('button');
  button.textContent = close;
  button.style.cssText = 'position: absolute; top: 2vmin; right: 2vmin; font: inherit; padding: .4rem 1rem; color: inherit; '
    + 'background: inherit; border: 1px solid currentColor; border-radius: .5rem; cursor: pointer';
  button.onclick = () => dialog.close();
  dialog.onkeydown = (pressed) => { if (pressed.key.toLowerCase() === 'f') dialog.close(); };
  dialog.onclose = () => dialog.remove();
  dialog.append(button, drawn);
  dialog.showModal();
}

// Slides and handout are made when their button is pressed, which is out of use until then: what is waited for stands
// over the page, long enough to be read.
function tellMaking(event, words) {
  const button = event.target instanceof Element && event.target.closest(
    ':is(.st-key-page-actions, .st-key-page-taking) [data-testid="stDownloadButton"] button');
  if (!button || document.querySelector('.being-made')) return;
  const told = document.body.appendChild(document.createElement('p'));
  told.className = 'being-made';
  told.setAttribute('role', 'status');
  told.textContent = words.replace('{file}', button.querySelector('p')?.textContent ?? button.textContent);
  const made = setInterval(() => {
    if (button.disabled && button.isConnected) return;
    clearInterval(made);
    told.remove();
  }, READ_MS);
}

// Charts are drawn by the server in the colours of the theme in which they were asked for. Where a system turns dark, or
// somebody chooses another theme, Streamlit leaves them as they are, with letters that nobody can read on the new ground.
function turned({ dark }, parentElement, setTriggerValue) {
  const now = getComputedStyle(document.querySelector('.stApp')).colorScheme;
  const drawn = dark ? 'dark' : 'light';
  if (now === drawn) parentElement.covenantTurned = undefined;
  else if (now !== parentElement.covenantTurned) {
    parentElement.covenantTurned = now; // asked for once, should the server not come to know of it
    setTriggerValue('turned', now);
  }
}

// A part of a page at which its address begins is scrolled to once; it may be drawn later than this is heard.
function begin(part) {
  if (document.body.dataset.covenantBegun === location.href) return;
  document.body.dataset.covenantBegun = location.href;
  let tries = 40;
  const look = setInterval(() => {
    const place = document.querySelector(`.st-key-${part}`);
    const drawn = document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning';
    if (place && drawn) place.scrollIntoView({ block: 'start' });
    if ((place && drawn) || --tries === 0) clearInterval(look);
  }, 100);
}

export default function ({ data, parentElement, setTriggerValue }) {
  if ('begins' in data) {
    begin(data.begins);
    return () => {};
  }
  if ('acts' in data) {
    tell(data);
    return () => {};
  }
  // Streamlit draws the menu and its buttons anew whenever they change, so the marks are set again each time.
  let waiting = 0;
  const again = () => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      mark(data);
      turned(data, parentElement, setTriggerValue);
    });
  };
  keepTheWayBack();
  const typed = (event) => enlarge(event, data.whole);
  const asked = (event) => {
    tellMaking(event, data.making);
    opens(event, setTriggerValue);
  };
  document.addEventListener('keydown', typed);
  document.addEventListener('click', asked);
  parentElement.covenantObserver?.disconnect();
  const observer = new MutationObserver(again);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-testid'] });
  observer.observe(document.querySelector('.stApp'), { attributeFilter: ['class'] });
  parentElement.covenantObserver = observer;
  mark(data);
  return () => {
    observer.disconnect();
    document.removeEventListener('keydown', typed);
    document.removeEventListener('click', asked);
  };
}

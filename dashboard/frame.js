// What Streamlit leaves unsaid around a page: its language, the landmark of the menu, which page is open, and the
// words of the buttons that open and close the menu. Nothing here asks the server for anything.

const MENU = '.st-key-menu';
const LINK = `${MENU} [data-testid="stPageLink-NavLink"]`;
const BUTTONS = {
  open: '[data-testid="stExpandSidebarButton"]',
  close: '[data-testid="stSidebarCollapseButton"] button',
};

function set(element, name, value) {
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function pathOf(address) {
  return new URL(address, location.href).pathname.replace(/\/$/, '');
}

function mark(said) {
  document.documentElement.lang = said.language;
  const menu = document.querySelector(MENU);
  set(menu, 'role', 'navigation');
  set(menu, 'aria-label', said.menu);
  for (const link of document.querySelectorAll(LINK)) {
    if (pathOf(link.href) === pathOf(location.href)) set(link, 'aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  for (const [name, place] of Object.entries(BUTTONS)) {
    const button = document.querySelector(place);
    set(button, 'aria-label', said[name]);
    if (name === 'open') set(button, 'data-words', said.open);
  }
}

export default function ({ data, parentElement }) {
  // Streamlit draws the menu and its buttons anew whenever they change, so the marks are set again each time.
  let waiting = 0;
  const again = () => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      mark(data);
    });
  };
  parentElement.covenantObserver?.disconnect();
  const observer = new MutationObserver(again);
  observer.observe(document.body, { childList: true, subtree: true });
  parentElement.covenantObserver = observer;
  mark(data);
  return () => observer.disconnect();
}

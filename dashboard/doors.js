// A link within a table or a card opens its page without loading the program again: the address goes to Python, which
// turns the page. A click with a key held down, and a browser without this script, follow the link itself.

const LINK = ':is(.figures, .pairs) a[href]';

export default function ({ setTriggerValue }) {
  const clicked = (event) => {
    const link = event.target instanceof Element ? event.target.closest(LINK) : null;
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setTriggerValue('opened', link.getAttribute('href'));
  };
  document.addEventListener('click', clicked);
  return () => document.removeEventListener('click', clicked);
}

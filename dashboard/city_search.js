// Find your city: what is typed is asked of the server letter by letter, and the list below the field is walked with the
// arrow keys. A choice is a link like those of the menu; Python opens it without loading the program again.

const WAIT_MS = 40; // between two letters of a fast typist nothing is asked

const bare = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function element(name, said = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(said)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

// The letters that were typed stand out at the beginning of a name or of a word in it.
function marked(name, typed) {
  const [whole, part] = [bare(name), bare(typed.trim())];
  const at = whole.length === name.length && part ? ` ${whole}`.indexOf(` ${part}`) : -1;
  if (at < 0) return [name];
  return [name.slice(0, at), element('mark', {}, name.slice(at, at + part.length)), name.slice(at + part.length)];
}

function told(city, { words, language }) {
  const number = new Intl.NumberFormat(language);
  const countries = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
  const where = [city.called, city.country_code && countries.of(city.country_code), city.near && words.near.replace('{town}', city.near),
    city.inhabitants && words.inhabitants.replace('{number}', number.format(city.inhabitants))];
  return where.filter(Boolean).join(' · ');
}

function known(city, { words }) {
  if (city.own) return words.own;
  if (city.newest) return words.figures.replace('{year}', city.newest);
  return words.answers[city.answer] ?? '';
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const field = parentElement.querySelector('input');
  const box = parentElement.querySelector('.box');
  const list = parentElement.querySelector('ul');
  const foot = parentElement.querySelector('.foot');
  const said = parentElement.querySelector('[role=status]');
  parentElement.querySelector('label').firstChild.textContent = data.label;
  parentElement.querySelector('.search').classList.toggle('large', data.large);
  field.placeholder = data.chosen || data.placeholder;
  list.setAttribute('aria-label', data.label);
  let asked = null;
  let waiting = 0;
  let active = -1;

  const options = () => [...list.querySelectorAll('[role=option]')];
  const shut = () => {
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
    if (box.matches(':popover-open')) box.hidePopover();
  };
  const stand = (place) => {
    const lines = options();
    active = lines.length ? (place + lines.length) % lines.length : -1;
    lines.forEach((line, number) => line.setAttribute('aria-selected', String(number === active)));
    if (active < 0) return;
    field.setAttribute('aria-activedescendant', lines[active].id);
    lines[active].scrollIntoView({ block: 'nearest' });
  };
  const open = () => {
    const { left, bottom, width } = field.getBoundingClientRect();
    box.style.left = `${left}px`;
    box.style.top = `${bottom + 4}px`;
    box.style.width = data.large ? `${width}px` : `min(27.5rem, calc(100vw - ${left + 8}px))`;
    box.style.maxHeight = `calc(100vh - ${bottom + 12}px)`;
    if (!box.matches(':popover-open')) box.showPopover();
    field.setAttribute('aria-expanded', 'true');
  };
  const go = (line) => {
    const link = line?.querySelector('a');
    if (!link) return;
    shut();
    field.value = '';
    setTriggerValue('opened', link.getAttribute('href'));
  };
  const show = ({ number, cities }) => {
    const lines = cities.map((city, place) => {
      const link = element('a', { href: data.href.replace('CITY', encodeURIComponent(city.city)), tabindex: '-1' },
        element('b', {}, ...marked(city.name, field.value)), element('small', {}, told(city, data)));
      return element('li', { role: 'option', id: `found-${data.large ? 'page' : 'menu'}-${place}` },
        link, element('span', {}, known(city, data)));
    });
    list.replaceChildren(...lines);
    const count = number ? data.words.found.replace('{number}', new Intl.NumberFormat(data.language).format(number)) : data.words.none;
    foot.replaceChildren(element('span', {}, count), ...(data.add ? [element('a', { href: data.add }, data.words.add)] : []));
    said.textContent = count;
    open();
    stand(0);
  };
  const ask = async () => {
    asked?.abort();
    if (!field.value.trim()) return shut();
    asked = new AbortController();
    try {
      const answer = await fetch(`${data.from}?name=${encodeURIComponent(field.value)}`, { signal: asked.signal });
      const found = await answer.json();
      if (answer.ok) show(found);
      else {
        list.replaceChildren();
        foot.replaceChildren(element('span', {}, found.problems?.map((one) => `${one.found}. ${one.fix}`).join(' ') ?? data.words.failed));
        open();
      }
    } catch (fault) {
      if (fault.name === 'AbortError') return;
      list.replaceChildren();
      foot.replaceChildren(element('span', {}, data.words.failed));
      open();
    }
  };

  field.oninput = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT_MS);
  };
  // The first question reads the register: it is asked while the first letter is still to come.
  field.onfocus = () => (field.value.trim() ? ask() : fetch(data.from));
  field.onblur = () => setTimeout(() => { if (!parentElement.activeElement && !box.matches(':hover')) shut(); }, 150);
  field.onkeydown = (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      stand(active + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(options()[active]);
    } else if (event.key === 'Escape') {
      field.value = '';
      shut();
    }
  };
  box.onclick = (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest('a');
    const line = event.target.closest('[role=option]');
    if (!link && !line) return;
    event.preventDefault();
    if (line) go(line);
    else {
      shut();
      setTriggerValue('opened', link.getAttribute('href'));
    }
  };
  const slash = (event) => {
    const into = event.composedPath()[0];
    const typing = into instanceof Element && into.closest('input, textarea, select, [contenteditable="true"]');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey || !field.isConnected) return;
    event.preventDefault();
    field.focus();
  };
  if (!data.large) document.addEventListener('keydown', slash);
  return () => document.removeEventListener('keydown', slash);
}

// The sheet of a person's own file as a grid: one stop of the Tab key, the arrow keys walk from cell to cell, and a
// click, Enter or the space bar picks a cell, a row by its number or a column by its letter. Python says what it is.

const GRID = '.sheet [role=grid]';
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function cellOf(event) {
  const cell = event.target instanceof Element ? event.target.closest('[data-cell]') : null;
  return cell && cell.closest(GRID) ? cell : null;
}

function beside(cell, [down, right]) {
  const row = cell.closest('table').rows[cell.parentElement.rowIndex + down];
  let next = row && row.cells[cell.cellIndex + right];
  while (next && !next.getClientRects().length) next = right && row.cells[next.cellIndex + right]; // left out on a phone
  return next && next.dataset.cell !== undefined ? next : null;
}

function show(cell) {
  const sheet = cell.closest('.sheet');
  const [seen, around] = [cell.getBoundingClientRect(), sheet.getBoundingClientRect()];
  if (seen.top < around.top || seen.bottom > around.bottom) sheet.scrollTop += seen.top - around.top - around.height / 2;
}

// The cell that the keyboard stands on. Streamlit draws the sheet anew after each pick, and may do so before or after it
// calls the function below: the place is kept, and taken again on the new sheet, unless a person went elsewhere.
let held = null;

function stay() {
  if (!held || held.isConnected || document.activeElement !== document.body) return;
  const again = document.querySelector(`${GRID} [data-cell="${held.dataset.cell}"]`);
  if (!again) return;
  again.focus({ preventScroll: true });
  show(again);
}

export default function ({ data, setTriggerValue }) {
  const pick = (cell) => setTriggerValue('picked', cell.dataset.cell);
  const clicked = (event) => {
    const cell = cellOf(event);
    if (cell && !event.button) pick(cell);
  };
  const pressed = (event) => {
    const cell = cellOf(event);
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    if (!move && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (!move) return pick(cell);
    const next = beside(cell, move);
    if (!next) return;
    cell.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
  const hold = (event) => {
    held = cellOf(event);
  };
  const redrawn = new MutationObserver(stay);
  stay();
  const picked = data.picked && document.querySelector(`${GRID} [data-cell="${data.picked}"]`);
  if (picked) {
    if (document.activeElement === document.body) picked.focus({ preventScroll: true });
    show(picked);
  } else {
    const asked = document.querySelector(`${GRID} .marked, ${GRID} .asked`);
    if (asked && !asked.closest('.sheet').scrollTop) show(asked);
  }
  document.addEventListener('click', clicked);
  document.addEventListener('keydown', pressed);
  document.addEventListener('focusin', hold);
  document.addEventListener('pointerdown', hold);
  redrawn.observe(document.body, { childList: true, subtree: true });
  return () => {
    redrawn.disconnect();
    document.removeEventListener('pointerdown', hold);
    document.removeEventListener('focusin', hold);
    document.removeEventListener('click', clicked);
    document.removeEventListener('keydown', pressed);
  };
}

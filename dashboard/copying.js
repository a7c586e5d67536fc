// Copies the address of the page as it stands in the browser, and says so on the button itself.

const SAID_MS = 2500;

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector('button');
  const told = parentElement.querySelector('[role=status]');
  button.textContent = data.copy;
  button.onclick = async () => {
    let words = data.copied;
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      words = data.failed; // the browser keeps the clipboard from pages without TLS on another machine
    }
    button.textContent = told.textContent = words;
    setTimeout(() => {
      button.textContent = data.copy;
      told.textContent = '';
    }, SAID_MS);
  };
}

// A chart of this page full screen, in the clipboard, or as a PNG or SVG file, made here in the browser: title above,
// source below, the page's own font inside, nothing asked of anyone but this server. Its words come with the data, in the language of the reader.

const MARGIN = 24;
const SHARPNESS = 2; // pixels of the PNG for each pixel of the page
const SVG = "http://www.w3.org/2000/svg";

export default function ({ data, parentElement }) {
  const told = parentElement.querySelector("[role=status]");
  for (const button of parentElement.querySelectorAll("button")) {
    button.textContent = data[button.value];
    button.onclick = async () => {
      button.disabled = true;
      try {
        told.textContent = await WAYS[button.value](button.value, data);
      } catch (fault) {
        told.textContent = data.failed.replace("{fault}", () => fault.message);
      } finally {
        button.disabled = false;
        button.focus();
      }
    };
  }
}

// What each button does; each says what came of it.
const WAYS = { full, copy: copied, png: saved, svg: saved };

async function saved(format, data) {
  const drawn = await found(data);
  if (!drawn) return data.gone;
  const name = `${data.name}.${format}`;
  save(await file(format, drawn), name);
  return data.saved.replace("{file}", () => name);
}

// A browser wants the promise of the picture, not the picture, while the click is still young.
async function copied(_format, data) {
  const drawn = await found(data);
  if (!drawn) return data.gone;
  await navigator.clipboard.write([new ClipboardItem({ "image/png": file("png", drawn) })]);
  return data.copied;
}

async function full(_format, data) {
  const drawn = await found(data);
  if (!drawn) return data.gone;
  const dialog = document.body.appendChild(document.createElement("dialog"));
  dialog.setAttribute("aria-label", data.title);
  dialog.style.cssText =
    `box-sizing: border-box; border: 0; padding: 2vmin; margin: 0; width: 100vw; height: 100vh; max-width: none; ` +
    `max-height: none; background: ${data.paper}; color: ${data.ink}; font-family: ${data.font}`;
  const close = dialog.appendChild(document.createElement("button"));
  close.textContent = data.close;
  close.style.cssText =
    `position: absolute; top: 2vmin; right: 2vmin; font: inherit; padding: .4rem 1rem; color: inherit; ` +
    `background: ${data.paper}; border: 1px solid currentColor; border-radius: .5rem; cursor: pointer`;
  // The list that the button stands in closes by the same key and would take it first.
  const escaped = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    dialog.close();
  };
  window.addEventListener("keydown", escaped, true);
  close.onclick = () => dialog.close();
  dialog.onclose = () => {
    window.removeEventListener("keydown", escaped, true);
    dialog.remove();
  };
  drawn.style.cssText = "width: 100%; height: 100%";
  dialog.append(drawn);
  dialog.showModal();
  return "";
}

// The chart as a drawing, or nothing where it is not on the page.
async function found(data) {
  const chart = document.querySelector(`.st-key-${CSS.escape(data.key)} .js-plotly-plot`);
  return chart ? drawing(chart, data) : null;
}

async function file(format, drawn) {
  const text = new Blob([new XMLSerializer().serializeToString(drawn)], { type: "image/svg+xml" });
  return format === "svg" ? text : raster(text, Number(drawn.getAttribute("width")), Number(drawn.getAttribute("height")));
}

async function drawing(chart, data) {
  const wide = Math.round(chart.getBoundingClientRect().width);
  const high = Math.round(chart.getBoundingClientRect().height);
  const width = wide + 2 * MARGIN;
  const root = element("svg", { xmlns: SVG, width, role: "img" });
  root.append(element("title", {}, data.title), element("desc", {}, data.alt));
  root.append(element("style", {}, await fontFace(data.font)));
  root.append(element("rect", { width: "100%", height: "100%", fill: data.paper }));
  let down = MARGIN;
  down = lines(root, data.title, { down, wide, size: 18, weight: 600, fill: data.ink, font: data.font });
  const place = root.appendChild(element("g", { transform: `translate(${MARGIN} ${down})` }));
  for (const layer of chart.querySelectorAll("svg.main-svg")) place.append(copy(layer));
  down = lines(root, data.note, { down: down + high + 8, wide, size: 12, weight: 400, fill: data.soft, font: data.font });
  const height = Math.round(down + MARGIN - 8);
  root.setAttribute("height", height);
  root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return root;
}

function copy(layer) {
  const made = layer.cloneNode(true);
  made.removeAttribute("class");
  made.removeAttribute("style");
  for (const part of made.querySelectorAll(".hoverlayer > *, .draglayer, .zoomlayer > *")) part.remove();
  // References inside a picture point into the picture, not into the address of the page.
  for (const part of made.querySelectorAll("*")) {
    for (const { name, value } of [...part.attributes]) {
      if (value.includes("url(")) part.setAttribute(name, value.replace(/url\((["']?)[^)"'#]*#/g, "url($1#"));
    }
  }
  return made;
}

function lines(root, words, { down, wide, size, weight, fill, font }) {
  if (!words) return down;
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${weight} ${size}px ${font}`;
  const found = [];
  let line = "";
  for (const word of words.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (line && pen.measureText(longer).width > wide) {
      found.push(line);
      line = word;
    } else line = longer;
  }
  found.push(line);
  const step = Math.round(size * 1.4);
  found.forEach((text, number) => {
    const place = { x: MARGIN, y: down + step * number + size };
    const look = { "font-size": size, "font-weight": weight, "font-family": font, fill };
    root.append(element("text", { ...place, ...look }, text));
  });
  return down + step * found.length + 8;
}

// The file of the font that the page itself uses, inside the picture, so that it looks alike everywhere.
async function fontFace(font) {
  const family = font.split(",")[0].trim();
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule) || rule.style.getPropertyValue("font-style") === "italic") continue;
      if (rule.style.getPropertyValue("font-family").replaceAll('"', "") !== family) continue;
      const address = rule.style.getPropertyValue("src").match(/url\("?([^")]+)"?\)/);
      if (!address) continue;
      const answer = await fetch(new URL(address[1], sheet.href ?? document.baseURI));
      if (!answer.ok) continue;
      const code = await coded(await answer.blob());
      return `@font-face { font-family: "${family}"; font-weight: 200 900; src: url("${code}") format("woff2"); }`;
    }
  }
  return "";
}

function coded(blob) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });
}

async function raster(blob, width, height) {
  const image = new Image();
  const address = URL.createObjectURL(blob);
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * SHARPNESS, height * SHARPNESS];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

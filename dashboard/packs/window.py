"""``python -m dashboard window --out DIR``: every signatory as a page of its own, for a website that has no server.

The pages are read without a script; with one, a field on the first page finds a city by any of its names. They ask
nothing of anybody: what they load lies beside them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

from dashboard import language, theme
from dashboard.language import LANGUAGES, say
from dashboard.language import gettext as _
from dashboard.words import published_facts
from datasets import Refused, signatory_answers
from datasets.reference import registry

USUAL = ("en", "fr", "de")
_CSS = """:root { color-scheme: light dark; --ours: light-dark(OURS, DARK_OURS); --paper: light-dark(PAPER, DARK_PAPER);
--ink: light-dark(INK, DARK_INK); }
body { margin: 0 auto; max-width: 60rem; padding: 1rem 1.25rem 3rem; font: 1rem/1.45 "Source Sans 3", sans-serif;
background: var(--paper); color: var(--ink); }
a { color: var(--ours); } h1 { font-size: 1.9rem; line-height: 1.15; }
nav { display: flex; flex-wrap: wrap; gap: .75rem; }
.others { border: 1px dashed; border-radius: .375rem; padding: .2rem .7rem; font-weight: 600; display: inline-block; }
input { font: inherit; font-size: 1.25rem; padding: .6rem .8rem; width: 100%; box-sizing: border-box;
border: 2px solid var(--ours);
border-radius: .6rem; background: var(--paper); color: inherit; }
table { border-collapse: collapse; } td, th { text-align: start; padding: .25rem 1rem .25rem 0; vertical-align: top; }
ul.found, ul.all { list-style: none; padding: 0; } ul.all { columns: 16rem; } li { padding: .2rem 0; }
"""
_JS = """const bare = (text) => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
const field = document.querySelector('input'), list = document.querySelector('.found');
document.querySelector('[hidden]').hidden = false;
const keys = SIGNATORIES.map((one) => one.slice(1, 2).concat(one[4]).map(bare));
field.addEventListener('input', () => {
  const asked = bare(field.value.trim());
  const rank = (key) => (key.startsWith(asked) ? 0 : key.includes(' ' + asked) ? 1 : 2);
  const found = !asked ? [] : SIGNATORIES.map((one, place) => [Math.min(...keys[place].map(rank)), one])
    .filter(([rank, one]) => rank < 2 || one[0].toLowerCase() === asked)
    .sort((a, b) => a[0] - b[0] || b[1][3] - a[1][3]).slice(0, 12);
  list.replaceChildren(...found.map(([, [id, name, country]]) => {
    const line = document.createElement('li'), link = document.createElement('a');
    link.href = `city/${encodeURIComponent(id)}.html`;
    link.textContent = `${name} (${country})`;
    line.append(link);
    return line;
  }));
});
"""


def run(argv: Sequence[str]) -> int:
    """Write the site. Returns 2 where a table or the folder cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m dashboard window", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a folder that is new or empty")
    parser.add_argument("--language", action="append", choices=sorted(LANGUAGES), help="may be repeated (en, fr, de)")
    asked = parser.parse_args(argv)
    try:
        if asked.out.exists() and any(asked.out.iterdir()):
            print(f"{asked.out} holds files already. Name a new folder, or empty this one.")
            return 2
        number = write(asked.out, asked.language or USUAL)
    except (Refused, OSError) as fault:
        print(fault)
        return 2
    size = sum(path.stat().st_size for path in asked.out.rglob("*") if path.is_file())
    print(f"{number:,} pages, {size / 1e6:.1f} MB. Open {asked.out / 'index.html'} in a browser.")
    return 0


def write(folder: Path, languages: Sequence[str]) -> int:
    """One page for each signatory and country in each language, and one with the search; how many pages there are."""
    found = list(signatory_answers.every())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "look.css").write_text(_coloured(), encoding="utf-8")
    (folder / "search.js").write_text(_JS, encoding="utf-8")
    names = [
        [one.city_id, one.own_name, one.country_code, one.population or 0, list(one.other_names)]
        for one in registry.signatories()
    ]
    listed = json.dumps(names, ensure_ascii=False, separators=(",", ":"))
    (folder / "signatories.js").write_text(f"const SIGNATORIES = {listed};\n", encoding="utf-8")
    spoken = language.current()
    pages = 1
    try:
        for code in languages:
            language.use(code)
            pages += _in_language(folder, code, languages, found)
    finally:
        language.use(spoken)
    first = languages[0]
    refresh = f'<meta http-equiv="refresh" content="0; url={first}/index.html">'
    hint = f'<!doctype html><html lang="{first}"><meta charset="utf-8">{refresh}<title>{LANGUAGES[first]}</title>'
    link = f'<main><h1><a href="{first}/index.html">{LANGUAGES[first]}</a></h1></main></html>\n'
    (folder / "index.html").write_text(hint + link, encoding="utf-8")
    return pages


def _in_language(
    folder: Path, code: str, languages: Sequence[str], found: Sequence[signatory_answers.CityPublished]
) -> int:
    (folder / code / "city").mkdir(parents=True)
    cited: dict[str, str] = {}
    countries: dict[str, list[signatory_answers.CityPublished]] = {}
    for city in found:
        countries.setdefault(city.signatory.country_code, []).append(city)
        file = f"{city.signatory.city_id}.html"
        page = _page(city.sentence, _city(city, cited), "../..", _ways(languages, f"../../{{}}/city/{file}"))
        (folder / code / "city" / file).write_text(page, encoding="utf-8")
    told = "".join(f"<li>{escape(signatory_answers.cited(source))}</li>" for source in sorted(cited))
    page = _page(
        _("Sources"), f"<h1>{escape(_('Sources'))}</h1><ul>{told}</ul>", "..", _ways(languages, "../{}/sources.html")
    )
    (folder / code / "sources.html").write_text(page, encoding="utf-8")
    links = []
    shown = {country: language.country(country, them[0].signatory.country) for country, them in countries.items()}
    for country in sorted(shown, key=lambda code: language.alphabetical(shown[code])):
        name, cities = shown[country], countries[country]
        named = sorted((one.signatory.own_name, one.signatory.city_id) for one in cities)
        lines = "".join(f'<li><a href="city/{key}.html">{escape(called)}</a></li>' for called, key in named)
        body = f'<h1>{escape(name)}</h1><ul class="all">{lines}</ul>'
        page = _page(name, body, "..", _ways(languages, f"../{{}}/country-{country}.html"))
        (folder / code / f"country-{country}.html").write_text(page, encoding="utf-8")
        links.append(f'<li><a href="country-{country}.html">{escape(name)}</a> ({language.number(len(cities))})</li>')
    label = escape(_("Find your city"))
    body = (
        f'<h1>{label}</h1><div hidden><label>{label} <input type="search" autocomplete="off"></label>'
        f'<ul class="found" aria-live="polite"></ul></div><ul class="all">{"".join(links)}</ul>'
        '<script src="../signatories.js"></script><script src="../search.js"></script>'
    )
    page = _page(_("Find your city"), body, "..", _ways(languages, "../{}/index.html"))
    (folder / code / "index.html").write_text(page, encoding="utf-8")
    return len(found) + len(countries) + 2


def _city(city: signatory_answers.CityPublished, cited: dict[str, str]) -> str:
    item, name = city.signatory, language.country(city.signatory.country_code, city.signatory.country)

    def brief(source: str) -> str:
        if source not in cited:
            cited[source] = escape(signatory_answers.briefly(source))
        return cited[source]

    others = _("Published by others, not {city}’s own inventory", city=item.own_name)
    parts = [
        f'<p class="others">{escape(others)}</p><h1>{escape(say(city.sentence))}</h1><p>{escape(say(city.limit))}</p>',
        f'<p><a href="../country-{item.country_code}.html">{escape(name)}</a></p>',
    ]
    facts = [escape(" · ".join(filter(None, fact))) for fact in published_facts.facts(city)]
    parts.append("".join(("<ul>", *(f"<li>{fact}</li>" for fact in facts), "</ul>")))
    if city.totals:
        kinds = published_facts.counted()
        rows = "".join(
            f"<tr><th scope=row>{one.year}<td>{escape(theme.tonnes(one.t, None))}<td>{escape(kinds[one.kind])}"
            f"<td>{brief(one.source)}"
            for one in city.totals
        )
        named = (_("Year"), _("Emissions"), _("What it counts"), _("Source"))
        heads = "".join(f"<th scope=col>{escape(head)}" for head in named)
        parts.append(f"<table><caption>{escape(_('Published totals'))}</caption><tr>{heads}{rows}</table>")
    parts.append(f"<p>{brief('jrc-signatories-2024')}. <a href=../sources.html>{escape(_('Sources'))}</a></p>")
    return "".join(parts)


def _ways(languages: Sequence[str], address: str) -> str:
    return "".join(
        f'<a href="{address.format(code)}" lang="{code}" hreflang="{code}">{LANGUAGES[code]}</a>' for code in languages
    )


def _page(title: str, body: str, root: str, ways: str) -> str:
    home = f'<a href="{"../index.html" if root == "../.." else "index.html"}">{escape(_("Find your city"))}</a>'
    return (
        f'<!doctype html><html lang="{language.current()}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(say(title))}</title>'
        f'<link rel="stylesheet" href="{root}/look.css"><nav>{home}{ways}</nav><main>{body}</main></html>\n'
    )


def _coloured() -> str:
    """The look in the colours of both themes."""
    text = _CSS
    for place, colours in (("DARK_", theme.DARK), ("", theme.LIGHT)):
        for name in ("ours", "paper", "ink"):
            text = text.replace(f"{place}{name.upper()}", getattr(colours, name))
    return text

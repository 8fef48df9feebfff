"""axe-core on a screen of Streamlit: waiting until it is drawn, what it finds, and the words inside charts."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
# The script has ended, nothing stands in for what is still to come, and every chart has its picture.
DRAWN = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
  && document.querySelector('h1')
  && !document.querySelector('[data-testid=stSkeleton], [data-testid=stStatusWidget], [data-stale=true]')
  && [...document.querySelectorAll('.stPlotlyChart')].every(chart => chart.querySelector('.main-svg'))
  && [...document.querySelectorAll('.js-plotly-plot')].every(plot => plot.style.visibility !== 'hidden')"""
RUN = """tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"""
# For each node: the selectors of `places` that it or one of its parents answers to. Asked once for all of them.
INSIDE = """([targets, places]) => targets.map(target => {
  const node = document.querySelector(target)
  return places.filter(place => node && node.closest(place))
})"""
# axe takes the CSS `color` of words in SVG, not their fill: charts are looked at here. Words on a bar are held
# against the bar, words with a ground of their own against that, all others against the page.
CHART_WORDS = """() => {
  const parse = text => { const n = text.match(/[\\d.]+/g).map(Number); return [n[0], n[1], n[2], n[3] ?? 1] }
  const over = (top, alpha, under) => [0, 1, 2].map(i => top[i] * alpha + under[i] * (1 - alpha))
  const light = rgb => { const [r, g, b] = rgb.map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b }
  const page = parse(getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor)
  const contains = (outer, inner) => {  // the room of a line is higher than its letters
    const [a, b] = [outer.getBoundingClientRect(), inner.getBoundingClientRect()], spare = b.height / 4
    return a.left - 2 <= b.left && b.right <= a.right + 2 && a.top - spare <= b.top && b.bottom <= a.bottom + spare
  }
  const found = []
  for (const text of document.querySelectorAll('.stPlotlyChart .main-svg text')) {
    if (!text.textContent.trim() || !text.getBoundingClientRect().width) continue
    const style = getComputedStyle(text)
    const bars = [...text.closest('.stPlotlyChart').querySelectorAll('g.point path')]
    const ground = text.parentElement.querySelector('rect.bg') ?? bars.findLast(bar => contains(bar, text))
    let under = page
    if (ground) {
      const drawn = getComputedStyle(ground), fill = drawn.fill === 'none' ? [0, 0, 0, 0] : parse(drawn.fill)
      under = over(fill, fill[3] * drawn.fillOpacity * drawn.opacity, page)
    }
    const ink = parse(style.fill), shown = over(ink, ink[3] * style.fillOpacity * style.opacity, under)
    const [x, y] = [light(shown), light(under)].sort((a, b) => b - a), ratio = (x + 0.05) / (y + 0.05)
    const large = parseFloat(style.fontSize) >= 24
    if (ratio < (large ? 3 : 4.5)) found.push(`${text.textContent}: ${ratio.toFixed(2)}`)
  }
  return found
}"""


@dataclass(frozen=True)
class Violation:
    """One node that breaks one rule. `within`: which of the places asked for it lies in."""

    rule: str
    markup: str
    why: str
    within: tuple[str, ...]


def drawn(page: Page, timeout: float = 30_000) -> None:
    """Wait until the screen stands still: twice, because parts of Streamlit are loaded when first used."""
    page.wait_for_function(DRAWN, timeout=timeout)
    page.wait_for_timeout(200)
    page.wait_for_function(DRAWN, timeout=timeout)


def violations(page: Page, places: list[str]) -> list[Violation]:
    """What axe finds by WCAG 2.1 A and AA and by its best practices."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found = [(rule, node) for rule in page.evaluate(RUN, TAGS)["violations"] for node in rule["nodes"]]
    within = page.evaluate(INSIDE, [[str(node["target"][-1]) for _, node in found], places])
    return [
        Violation(rule["id"], node["html"][:200], _why(rule, node), tuple(inside))
        for (rule, node), inside in zip(found, within, strict=True)
    ]


def _why(rule: dict[str, Any], node: dict[str, Any]) -> str:
    return next((check["message"] for check in node["any"] + node["all"] + node["none"]), rule["help"])


def pale_words(page: Page) -> list[str]:
    """Words in charts below 4.5 : 1, with their ratio."""
    return list(page.evaluate(CHART_WORDS))


def sideways(page: Page) -> int:
    """By how many pixels the screen can be pushed to the side; 0 when it fits."""
    return int(
        page.evaluate(
            """() => Math.max(...[document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')]
            .map(area => area.scrollWidth - area.clientWidth))"""
        )
    )

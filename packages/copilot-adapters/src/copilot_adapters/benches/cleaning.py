"""How many postings of 6 kB a second are turned from HTML into safe Markdown, beside markdownify."""

from collections.abc import Callable
from time import process_time

from markdownify import markdownify

from copilot_adapters.html_cleaners.markdown import Markdown

SIZE = 6_000
ROUNDS = 200
PART = (
    "<h3>What you will do</h3><p>Care for <strong>four to five</strong> patients, see <a href='https://clinic.example/a?b=1"
    "&amp;c=2'>our ward</a>.</p><ul><li>Administer medication &amp; therapy</li><li>Update <em>care plans</em></li></ul>"
    "<div class='x' style='color:red'><span>Offer:</span> 30&nbsp;days of leave<br>and training</div>"
)


def evaluate() -> dict[str, object]:
    """Return postings a second of processor time, of ours and of markdownify."""
    page = PART * (SIZE // len(PART))
    ours, theirs = _rate(Markdown().to_markdown, page), _rate(markdownify, page)
    return {"characters": len(page), "ours": ours, "markdownify": theirs, "ratio": ours / theirs}


def render(result: dict[str, object]) -> str:
    """Put the result into words."""
    return (
        f"clean: {result['ours']:.0f} postings of {result['characters']} characters/s, markdownify {result['markdownify']:.0f}/s: "
        f"{result['ratio']:.1f} times"
    )


def _rate(clean: Callable[[str], str], page: str) -> float:
    clean(page)
    started = process_time()
    for _ in range(ROUNDS):
        clean(page)
    return ROUNDS / (process_time() - started)

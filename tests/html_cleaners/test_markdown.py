"""Strangers' HTML becomes Markdown that is safe in a renderer which lets raw HTML through."""

import json
import re
import time
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from copilot_adapters.html_cleaners.markdown import Markdown

HARMLESS = frozenset(
    [
        "p",
        "br",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "blockquote",
        "hr",
        "pre",
        "code",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]
)

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'//>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\nscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='&#x6A&#x61&#x76&#x61script:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='https://ok.example/)[x](javascript:alert(1)'>x</a>",
    "<a href='https://ok.example/\" onclick=\"alert(1)'>x</a>",
    "<a href='https://ok.example'>a](javascript:alert(1))</a>",
    "<a href='mailto:x@y.example?subject=<script>'>x</a>",
    "[x](javascript:alert(1))",
    "[x]: javascript:alert(1)\n[x]",
    "<p>[x]: javascript:alert(1)</p><p>[x]</p>",
    "![x](https://evil.example/pixel.gif)",
    "<p>!<a href='https://evil.example/pixel.gif'>x</a></p>",
    "<javascript:alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
    "<p>&amp;lt;script&amp;gt;</p>",
    "`<script>alert(1)</script>`",
    "<pre><code>&lt;script&gt;</code></pre>```\n<script>",
    "<p>\\&lt;script&gt;</p>",
    "<p>\\</p><a href='https://x.example'>\\</a>",
    "    <script>alert(1)</script>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=x><embed src=x>",
    "<form action=x><input value=y><button formaction=javascript:alert(1)>Go</button></form>",
    "<style>@import 'x'</style><link rel=stylesheet href=x><meta http-equiv=refresh content=0>",
    "<base href='javascript:/a/'>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><img src=x onerror=alert(1)>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><script>alert(1)",
    "<details open ontoggle=alert(1)>x",
    "<b onmouseover=alert(1)>x</b>",
    "<x onclick=alert(1)>x",
    "<p title='>'><script>alert(1)</script>",
    "<a title=\"x href='javascript:alert(1)'\" href=https://ok.example>x</a>",
    "\x00<scr\x00ipt>alert(1)</script>",
    "<\x00script>alert(1)</script>",
    "\ud800<script>alert(1)</script>",
    "https://ok.example/<script>alert(1)</script>",
    "| a | b |\n|---|---|\n| <script>alert(1)</script> | x |",
    "<ul><li><script>alert(1)</script><li>[x](data:x)",
]


class Seen(HTMLParser):
    """What a browser would be given."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]


def rendered(markdown: str) -> Seen:
    return Seen(MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").render(markdown))


def assert_safe(markdown: str) -> None:
    seen = rendered(markdown)
    assert seen.tags <= HARMLESS, (seen.tags - HARMLESS, markdown)
    assert seen.attributes <= {"href", "title", "start"}, markdown
    assert all(link.lower().startswith(("http://", "https://", "mailto:")) for link in seen.links), markdown
    assert "<" not in markdown


def clean(html: str) -> str:
    return Markdown().to_markdown(html)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_survives(attack: str) -> None:
    for around in ("{}", "<p>{}</p>", "<div><ul><li>{}</ul>", "<h2>a</h2>{}<p>b", "<b>{}", "text\n\n{}"):
        assert_safe(clean(around.format(attack)))


PIECES = st.lists(
    st.sampled_from([*ATTACKS, "<", ">", "&", ";", "\\", "`", "*", "_", "[", "]", "(", ")", "!", "#", "-", "\n", " ", "'",
                     '"', "<a href='https://x.example/'>", "</a>", "<b>", "</b>", "<i>", "</i>", "<li>", "<ul>", "</ul>",
                     "<br>", "<p>", "</p>", "<pre>", "</pre>", "<blockquote>", "</blockquote>", "&lt;", "&#60;", "&amp;",
                     "javascript:", "<h1>", "</h1>", "<td>", "x", "~~~", "```", "|", "=", "1.", "<hr>"])
    | st.text(max_size=5),
    max_size=12,
).map("".join)  # fmt: skip


@given(PIECES)
@example("<b>&lt;</b>script&gt;")
@example("\\<b>\\</b>&lt;x&gt;")
@example("~~~<")
@example("- ~~~<")
def test_no_mixture_of_attacks_survives(html: str) -> None:
    assert_safe(clean(html))


@given(st.text(max_size=200))
def test_it_never_raises(text: str) -> None:
    assert_safe(clean(text))


LETTERS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
SPOKEN = st.text(alphabet="abcXYZ019 .,;:!?&<>*_`[]()#+-=~|\\/'\"$%@^{}äß€", min_size=1, max_size=60)


def shown_text(markdown: str) -> str:
    class Texts(HTMLParser):
        said = ""

        def handle_data(self, data: str) -> None:
            self.said += data

    texts = Texts()
    texts.feed(MarkdownIt("commonmark").render(markdown))
    texts.close()
    return "".join(texts.said.split())


@given(SPOKEN)
def test_a_reader_sees_just_the_words_of_a_paragraph(words: str) -> None:
    if words.strip()[:2] in {"- ", "+ "} or words.strip() in {"-", "+"} or words.strip()[:1].isdigit():
        return  # a bullet stays a bullet
    assert shown_text(clean(f"<p>{escape(words)}</p>")) == "".join(words.split())


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>About  us</h2><p>We <b>care</b>.</p>", "## About us\n\nWe **care**."),
        ("<ul><li>One</li><li><p>Two</p></li></ul><p>End</p>", "- One\n- Two\n\nEnd"),
        ("<ul><li>One<ul><li>Inner</li></ul></li><li>Two</ul>", "- One\n  - Inner\n- Two"),
        ("<ol><li>One<li>Two</ol>", "1. One\n2. Two"),
        ("<li>Alone", "- Alone"),
        ("a<br>b<br><br>c", "a  \nb\n\nc"),
        ("<b>Role: </b>Nurse", "**Role:** Nurse"),
        ("<b>Role:</b>Nurse", "**Role:** Nurse"),
        ("<p><strong><b>x</b></strong></p>", "**x**"),
        ("<b><p>one</p><p>two</p></b>", "**one**\n\n**two**"),
        ("<h3><b>Title</b></h3>", "### Title"),
        ("<a href='https://a.example/x?y=1&amp;z=2'>here</a>", "[here](https://a.example/x?y=1&z=2)"),
        ("<a href='mailto:jobs@a.example'>write</a>", "[write](mailto:jobs@a.example)"),
        ("<a href='/relative'>here</a>", "here"),
        ("<a href='https://a.example'><img src=x></a>", ""),
        ("<blockquote><p>Said</p><p>so</p></blockquote>", "> Said\n\n> so"),
        ("AT&amp;T, R&amp;D &eacute;", "AT&T, R&D é"),
        ("<p>C++ & C# & .NET & node.js & snake_case", "C++ & C# & .NET & node.js & snake_case"),
        ("<p>List<String> of x < y</p>", "List&lt;String> of x &lt; y"),
        ("<p># no heading</p><p>&gt; no quote</p>", "\\# no heading\n\n\\> no quote"),
        ("<table><tr><th>Pay<td>10</tr><tr><td>a<td>b</table>", "Pay | 10\n\na | b"),
        ("<p>seen<span style='display: none'>hidden <span>words</span></span> here</p>", "seen here"),
        ("<p hidden>x</p>y", "y"),
        ("<pre>one\n  two</pre>", "one  \ntwo"),
        ("x<p>y<p>z", "x\n\ny\n\nz"),
        ("<o:p>Word</o:p>", "<o:p>Word</o:p>".replace("<o:p>", "&lt;o:p>").replace("</o:p>", "&lt;/o:p>")),
        ("<p><o:p>Word</o:p></p>", "Word"),
        ("Plain text\n- one\n* two\n\nEnd", "Plain text\n- one\n- two\n\nEnd"),
        ("3 < 5 & 7 > 2", "3 &lt; 5 & 7 > 2"),
        ("Tom &amp; Jerry &#x2F; Co", "Tom & Jerry / Co"),
        ("&lt;p&gt;Escaped &amp;amp; all&lt;/p&gt;", "Escaped & all"),
        ("", ""),
        ("<p> </p><br>&nbsp;", ""),
    ],
)
def test_what_people_meant_is_kept(html: str, markdown: str) -> None:
    assert clean(html) == markdown


@pytest.mark.parametrize(
    "unit",
    ["<div>", "<b>", "<a href='https://x.example'>", "<ul><li>", "<!--", "<script>", "<script", "<p title='", "<a href=",
     "\\", "*", "<blockquote>", "&lt;", "&", "<![CDATA[", "</", "<svg>", '="', "<br>", "- ", "<b a=1><p>", "\x05", "_",
     "<i><b>", "</b><i>x", "<textarea></textare>", "<td>x"],
)  # fmt: skip
def test_no_text_is_slow(unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times + "<p>x"
        started = time.process_time()
        clean(text)
        return time.process_time() - started

    small = max(min(seconds(2_000) for _ in range(2)), 0.001)
    assert min(seconds(20_000) for _ in range(2)) < 40 * small


def test_real_postings_keep_their_words(shared: Path) -> None:
    rows = json.loads((shared / "data/boards/remotive/full_2026-05.json").read_bytes())["jobs"]
    for row in rows:
        markdown = clean(row["description"])
        assert_safe(markdown)
        words = re.findall(r"[a-z]{4,}", unescape(re.sub(r"<[^>]*>", " ", row["description"])).lower())
        kept = set(re.findall(r"[a-z]{4,}", markdown.lower()))
        assert len([word for word in words if word not in kept]) <= 0.01 * len(words)

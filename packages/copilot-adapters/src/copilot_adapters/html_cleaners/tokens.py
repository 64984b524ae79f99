"""HTML taken apart into tags and texts in one linear pass, however broken it is."""

import html
import re
from typing import Final

TOKEN: Final = re.compile(
    r"""
      <!--(?:[^-]++|-(?!->))*+(?:-->|\Z)
    | <(?P<dropped>script|style|textarea|title|iframe|xmp|noembed|noframes|noscript|template|svg|math|select|object
        |applet|audio|video|canvas|button|datalist|frameset)(?=[\s/>])[^>]*+(?<!/)>
      (?:[^<]++|<(?!/(?P=dropped)[\s/>]))*+(?:</(?P=dropped)[^>]*+>?|\Z)
    | <(?P<end>/?)(?P<name>[a-z][a-z0-9:-]*+)
      (?P<attributes>(?:[^>"'=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+|["'])*+)(?:>|\Z)
    | <[!?/][^>]*+(?:>|\Z)
    | (?P<text>[^<]++|<)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Possessive throughout, and every alternative takes what it looked at: no text makes it slow."""

HREF: Final = re.compile(r"""(?:^|[\s"'/])href\s*+=\s*+(?:"([^"]*+)|'([^']*+)|([^\s>"']++))""", re.IGNORECASE)
HIDDEN: Final = re.compile(r"(?:^|\s)hidden(?:[\s=/]|$)|display\s{0,9}:\s{0,9}none", re.IGNORECASE)
ALLOWED_LINK: Final = re.compile(r"https?://[^/?#\\]|mailto:[^?]", re.IGNORECASE)
BLANKS_IN_LINK: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")
LONGEST_LINK: Final = 2_000

BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "area",
        "b",
        "base",
        "basefont",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "del",
        "dfn",
        "em",
        "embed",
        "font",
        "frame",
        "head",
        "hr",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "link",
        "map",
        "mark",
        "meta",
        "meter",
        "nobr",
        "optgroup",
        "option",
        "output",
        "param",
        "path",
        "picture",
        "progress",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "td",
        "th",
        "time",
        "track",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
KNOWN: Final = BLOCKS | INLINE
VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)

ANY_TAG: Final = re.compile(
    rf"</?(?:{'|'.join(sorted(KNOWN, key=len, reverse=True))}|script|style|iframe|svg|math|object|template|textarea|"
    r"button|select|title|noscript|audio|video|canvas)(?=[\s/>])|<!--|<!doctype",
    re.IGNORECASE,
)
ESCAPED_MARKUP: Final = re.compile(
    r"&lt;(?:/(?:p|div|li|ul|ol|h[1-6]|span|strong|b)|br\s{0,9}/?)\s{0,9}&gt;", re.IGNORECASE
)


def link_target(attributes: str) -> str:
    """Return the address of a link that is safe to follow, else nothing."""
    found = HREF.search(attributes)
    if not found:
        return ""
    written = html.unescape(found[1] or found[2] or found[3] or "")
    address = BLANKS_IN_LINK.sub("", written) if "mailto" not in written else BLANKS_IN_LINK.sub("", written.strip())
    return address if ALLOWED_LINK.match(address) and len(address) <= LONGEST_LINK else ""


def is_hidden(attributes: str) -> bool:
    """Tell whether nobody sees the element: what people cannot read does not count as said."""
    return HIDDEN.search(attributes) is not None

"""An address of a posting stays on its line, wherever it is printed."""

import pytest

from copilot_adapters.html_cleaners.markdown import Markdown
from copilot_adapters.web.polite_web import PoliteWeb
from copilot_core.entities.posting import Posting
from copilot_core.errors import Rejected
from copilot_core.rules.gate import admit
from copilot_core.testing.makers import make_posting


@pytest.mark.parametrize("end", ["\n", "\t", "\u2028", "\u2029", "\r\n"])
def test_an_address_holds_no_line_end(end: str) -> None:
    admitted = admit(make_posting(url=f"https://jobs.example/1{end}Set-Cookie: x"), Markdown().to_markdown)
    assert isinstance(admitted, Posting)
    assert admitted.url == "https://jobs.example/1Set-Cookie:%20x"


@pytest.mark.parametrize("url", ["http://xn--a/", "http://a.example:99999/", "http://[::bad/", "http://\u2100/"])
async def test_an_address_that_no_client_understands_is_refused_in_words(url: str) -> None:
    web = PoliteWeb()
    with pytest.raises(Rejected):
        await web.get(url, guarded=True)
    await web.aclose()

"""No page takes long to read, whatever it is made of."""

import time

import pytest

from copilot_adapters.posting_pages.blocks import visible_blocks


@pytest.mark.parametrize(
    "unit", ["<div>", "<", "<!--", "<a b='", "<a ", "</a ", "<script>", "<template>", "&#", "<a b=c "]
)
def test_a_page_made_to_be_slow_is_read_in_time(unit: str) -> None:
    begun = time.perf_counter()
    visible_blocks(unit * (1_000_000 // len(unit)) + "</p>" * 10_000)
    assert time.perf_counter() - begun < 3


def test_blocks_end_where_readers_see_them_end() -> None:
    page = "<div><p>a<p>b</div><div hidden>x<b>y</b></div>c<br>d<ul><li>e</ul>f &amp; <b>g</b><script>h</script>"
    assert visible_blocks(page) == ["a", "b", "c", "d", "f & g"]

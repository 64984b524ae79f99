"""A page that somebody made to cost time or memory costs little of either."""

import json
import time

from copilot_adapters.job_sources.structured_data import find

TYPE = '"@type": "JobPosting", "title": "Baker"'


def in_page(script: str) -> str:
    return f'<script type="application/ld+json">{script}</script>'


def seconds_of(page: str) -> float:
    started = time.process_time()
    find(page, "JobPosting")
    return time.process_time() - started


def test_a_script_of_very_many_values_is_read_in_no_time() -> None:
    assert seconds_of(in_page("{} " * 500_000 + "{" + TYPE + "}")) < 8


def test_things_that_name_each_other_without_end_are_read_in_no_time() -> None:
    names = {f"p{number}": {"@id": "x"} for number in range(100)}
    lists = {"all": [{"@id": "x"}] * 150}
    script = json.dumps([{"@type": "JobPosting", "@id": "x", "title": "Baker", **names, **lists}])
    assert seconds_of(in_page(script)) < 8


def test_a_thing_named_from_elsewhere_is_still_found() -> None:
    script = (
        '[{"@type": "JobPosting", "title": "Baker", "hiringOrganization": {"@id": "o"}}, {"@id": "o", "name": "Good"}]'
    )
    [item] = find(in_page(script), "JobPosting").items
    assert item["hiringOrganization"] == {"@id": "o", "name": "Good"}


def test_descriptions_within_descriptions_are_not_kept_without_end() -> None:
    head = '<div itemscope itemtype="https://schema.org/JobPosting">'
    page = head + '<div itemprop="description">' * 250 + "long words " * 200_000
    [item] = find(page, "JobPosting").items
    described = item["description"]
    assert isinstance(described, list)
    assert sum(map(len, described)) < 120_000_000

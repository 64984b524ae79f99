"""The figures of a pay line, as a year's pay."""

import re

from copilot_core.entities.salary import Origin, Salary

_FIGURE = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,' ]\d{3})+|\d+)(?:[.,]\d{1,2})?\s?([kK])?(?!\d)")
_MOST = 8


def read_pay(salary: Salary | None, line: str) -> tuple[int, ...]:
    """Return figures ascending, brought to a year by their size; none where the board only guessed."""
    if salary is not None:
        if salary.origin is Origin.PREDICTED:
            return ()
        figures = salary.yearly or tuple(figure for figure in (salary.minimum, salary.maximum) if figure)
        if figures:
            return tuple(sorted({_yearly(round(figure)) for figure in figures}))
    found = _FIGURE.findall(line[:200]) if line else ()
    return tuple(sorted({_yearly(_number(digits, times)) for digits, times in found[:_MOST]} - {0}))


def _number(digits: str, times: str) -> int:
    number = int(re.sub(r"\D", "", digits)[:9])
    return number * 1000 if times else number


def _yearly(figure: int) -> int:
    if figure < 10:
        return 0
    if figure <= 250:
        return figure * 2080
    if figure < 15_000:
        return figure * 12
    return figure

"""Pay as numbers to filter and sort by."""

from copilot_core.entities.salary import Salary

ROUGH_USD = {
    "AED": 0.27, "ARS": 0.001, "AUD": 0.65, "BGN": 0.58, "BRL": 0.18, "CAD": 0.72, "CHF": 1.2, "CLP": 0.001,
    "CNY": 0.14, "COP": 0.00025, "CZK": 0.046, "DKK": 0.15, "EGP": 0.02, "EUR": 1.13, "GBP": 1.32, "HKD": 0.13,
    "HUF": 0.0029, "IDR": 0.00006, "ILS": 0.29, "INR": 0.0115, "JPY": 0.0066, "KES": 0.0077, "KRW": 0.0007,
    "MXN": 0.053, "MYR": 0.23, "NGN": 0.00065, "NOK": 0.098, "NZD": 0.58, "PHP": 0.017, "PKR": 0.0036, "PLN": 0.27,
    "RON": 0.22, "RUB": 0.012, "SAR": 0.27, "SEK": 0.104, "SGD": 0.77, "THB": 0.03, "TRY": 0.025, "TWD": 0.032,
    "UAH": 0.024, "USD": 1.0, "VND": 0.00004, "ZAR": 0.056,
}  # fmt: skip
"""Rough rates, only to put pay in different currencies into an order; never shown."""


def yearly_pay(salary: Salary | None) -> float | None:
    """Return the most that a year pays, in the salary's own currency."""
    yearly = salary and salary.yearly
    return yearly[1] if yearly else None


def comparable_pay(salary: Salary | None) -> float:
    """Return what to sort by; 0 where pay or its currency is unknown, so that such jobs come last."""
    yearly = yearly_pay(salary)
    if salary is None or yearly is None:
        return 0.0
    return yearly * ROUGH_USD.get(salary.currency or "", 0.0)

"""The words that prove a statement."""

from attrs import frozen


@frozen
class Evidence:
    """Words of a text: `text == whole[start:end]`, offsets in code points.

    `field` names the text they stand in: `description` or `title` of a posting, `text` of a resume.
    """

    text: str
    start: int
    end: int
    field: str = "description"

    @classmethod
    def of(cls, whole: str, start: int, end: int, field: str = "description") -> "Evidence":
        """Quote `whole[start:end]`."""
        return cls(whole[start:end], start, end, field)

"""Vectors in memory, compared one by one, as they stood at one time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from copilot_core.entities.identities import JobId
from copilot_core.entities.job_query import Scored
from copilot_core.ports.embedder import Vector

BLOCK = 65_536
"""Vectors of one piece of memory: what is there is never copied to make room for more, and what is not is not used yet."""

SPARE = 4096
"""So many rows may be dead in any case; beyond, as many as are alive."""

SIFTED = 4
"""Fewer than a fourth of all allowed: only theirs are compared; more: the nearest of all are sifted, by fours."""

DIGITS = 6
"""Cosines are told apart to so many digits, so that a tie is a tie however many rows were multiplied."""

Numbers = NDArray[np.intp]
Floats = NDArray[np.float32]


@frozen(eq=False)
class Rows:
    """The first `filled` rows of blocks that later states share; `places` says which row is whose.

    A state never changes for those who read it: new rows are written behind its last one, and one that is replaced
    or gone is only `dead` in the next state. A state is amended once.
    """

    blocks: tuple[Floats, ...] = ()
    filled: int = 0
    ids: list[JobId] = field(factory=list)
    places: dict[JobId, int] = field(factory=dict)
    dead: Numbers = field(factory=lambda: np.empty(0, dtype=np.intp))
    block: int = BLOCK

    def amended(self, changes: Mapping[JobId, Vector | None]) -> "Rows":
        """Return the next state: vectors added or replaced, those of None taken away."""
        came = {name: vector for name, vector in changes.items() if vector is not None}
        return self._without(changes).with_new(came) if came else self._without(changes)

    def with_new(self, vectors: Mapping[JobId, Vector]) -> "Rows":
        """Return the next state, with vectors of ids that are not there yet."""
        rows = np.frombuffer(b"".join(vectors.values()), dtype="<f4").reshape(len(vectors), -1)
        blocks = self._written(rows)
        self.ids.extend(vectors)
        self.places.update(zip(vectors, range(self.filled, self.filled + len(rows)), strict=True))
        return evolve(self, blocks=blocks, filled=self.filled + len(rows))

    def nearest(self, vector: Vector, k: int, allowed: Collection[JobId] | None) -> list[Scored]:
        """Return the nearest of the allowed, ties by id."""
        if k <= 0 or not self.filled:
            return []
        asked = np.frombuffer(vector, dtype="<f4")
        if allowed is not None and SIFTED * len(allowed) < self.filled:
            rows = self._rows_of(allowed)
            return self._best(self._likeness(asked, rows), rows, k) if len(rows) else []
        likeness, rows = self._likeness(asked), np.arange(self.filled, dtype=np.intp)
        if len(self.dead):
            likeness, rows = np.delete(likeness, self.dead), np.delete(rows, self.dead)
        return self._sifted(likeness, rows, k, allowed)

    def _without(self, names: Collection[JobId]) -> "Rows":
        went = [self.places[name] for name in names if name in self.places]
        if not went:
            return self
        places = self.places.copy()
        for name in names:
            places.pop(name, None)
        dead = np.append(self.dead, np.array(went, dtype=np.intp))
        left = evolve(self, places=places, dead=dead)
        return left.packed() if 2 * len(dead) > max(self.filled, SPARE) else left

    def _written(self, rows: Floats) -> tuple[Floats, ...]:
        """Write rows behind the last one; return all blocks."""
        blocks, at, start = [*self.blocks], self.filled, 0
        while start < len(rows):
            place = at % self.block
            if place == 0:
                blocks.append(np.empty((self.block, rows.shape[1]), dtype=np.float32))
            part = rows[start : start + self.block - place]
            blocks[-1][place : place + len(part)] = part
            at, start = at + len(part), start + len(part)
        return tuple(blocks)

    def packed(self) -> "Rows":
        """Return the living rows in blocks of their own."""
        made = Rows(block=self.block)
        alive = sorted(self.places.items(), key=lambda item: item[1])
        for start in range(0, len(alive), SPARE):
            part = alive[start : start + SPARE]
            rows = {name: Vector(self.blocks[row // self.block][row % self.block].tobytes()) for name, row in part}
            made = made.with_new(rows)
        return made

    def _rows_of(self, names: Collection[JobId]) -> Numbers:
        found = {self.places.get(name, self.filled) for name in names}
        return np.array(sorted(row for row in found if row < self.filled), dtype=np.intp)

    def _likeness(self, asked: Floats, rows: Numbers | None = None) -> Floats:
        """Return the cosines of all rows, or of some in rising order."""
        parts = self._whole() if rows is None else self._parts(rows)
        return np.round(np.concatenate([part @ asked for part in parts]), DIGITS)

    def _whole(self) -> Iterator[Floats]:
        for number, block in enumerate(self.blocks):
            yield block[: self.filled - number * self.block]

    def _parts(self, rows: Numbers) -> Iterator[Floats]:
        for number, block in enumerate(self.blocks):
            here = rows[np.searchsorted(rows, number * self.block) : np.searchsorted(rows, (number + 1) * self.block)]
            yield block[here - number * self.block]

    def _sifted(self, likeness: Floats, rows: Numbers, k: int, allowed: Collection[JobId] | None) -> list[Scored]:
        """Take more and more of the nearest until `k` of the allowed are among them."""
        if allowed is None:
            return self._best(likeness, rows, k)
        wanted = allowed if isinstance(allowed, AbstractSet) else frozenset(allowed)
        count = k
        while True:
            count = min(SIFTED * count, len(rows))
            found = [each for each in self._best(likeness, rows, count) if each.id in wanted]
            if len(found) >= k or count == len(rows):
                return found[:k]

    def _best(self, likeness: Floats, rows: Numbers, k: int) -> list[Scored]:
        """Return the `k` best of these rows, of equal ones those whose ids come first."""
        if k < len(likeness):
            least = np.partition(likeness, len(likeness) - k)[len(likeness) - k]
            among = np.flatnonzero(likeness >= least)
            rows, likeness = rows[among], likeness[among]
        ids: Sequence[JobId] = self.ids
        pairs = sorted((-score, ids[row]) for row, score in zip(rows.tolist(), likeness.tolist(), strict=True))
        return [Scored(name, -score) for score, name in pairs[:k]]

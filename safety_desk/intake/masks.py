"""Masked numbers on their way back: 139****0000 is the number of the record that the row is, or the row is refused."""

from collections.abc import Mapping, Sequence
from typing import Any

from safety_desk.fields import Context
from safety_desk.intake.known import Known
from safety_desk.ledger import Ledger
from safety_desk.record import Problem, Record, read


class Masks:
    """The fields of a ledger that may come back masked, and the records whose numbers they may be."""

    def __init__(self, ledger: Ledger[Any], known: Known) -> None:
        self.ledger = ledger
        self._known = known
        self._fields = [field for field in ledger.fields.values() if field.veils]

    def taken_off(self, raw: Mapping[str, Any], context: Context) -> tuple[dict[str, Any], Problem | None]:
        """The row with whole numbers where records of its name have such; or why it cannot be told whose they are.

        Of a name that nobody has yet they stay masked, and reading them says what is wrong.
        """
        masked = {field.name: raw[field.name] for field in self._fields if field.is_veiled(raw.get(field.name))}
        if not masked or not (same := self._of_its_name(raw, context)):
            return dict(raw), None
        fields = self.ledger.fields
        fitting = [one for one in same if all(fields[n].fits(raw[n], getattr(one, n)) for n in masked)]
        fitting = self._likest(fitting, {n: value for n, value in raw.items() if n not in masked}, context)
        first, name = next(iter(masked)), fields[self.ledger.called].label
        if not fitting:
            reason = f"隐去了几位的号码和已登记的同{name}记录对不上，不能确定是谁，请填写完整号码"
            return dict(raw), Problem(first, reason)
        if any(getattr(one, n) != getattr(fitting[0], n) for one in fitting for n in masked):
            reason = f"有 {len(fitting)} 条同{name}的记录都对得上这个隐去了几位的号码，请填写完整号码"
            return dict(raw), Problem(first, reason)
        return {**raw, **{n: fields[n].whole(getattr(fitting[0], n), context.names) for n in masked}}, None

    def _of_its_name(self, raw: Mapping[str, Any], context: Context) -> list[Record]:
        called = self.ledger.fields[self.ledger.called]
        try:
            value = called.parse(raw.get(called.name), context)
        except ValueError:
            return []
        return self._known.called(value)

    def _likest(self, records: Sequence[Record], raw: Mapping[str, Any], context: Context) -> list[Record]:
        """Those that share most with what else the row says."""
        if len(records) < 2:
            return list(records)
        told = read(self.ledger.record, raw, context).record
        shared = [sum(getattr(one, n) == getattr(told, n) for n in raw) for one in records]
        return [one for one, number in zip(records, shared, strict=True) if number == max(shared)]

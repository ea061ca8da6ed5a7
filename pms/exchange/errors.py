"""What can be wrong with a file that comes in. Codes are stable; pms.exchange.words has the sentences."""


class BadFile(Exception):
    """Nothing of the file can be taken in. `value` is a line, a column or a limit, never a guest's word."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(f"{code} {value}".strip())
        self.code = code
        self.value = value


class BadLine(Exception):
    """This line is not taken in; the others are. `line` as a text editor counts, from 1."""

    def __init__(self, line: int, field: str, code: str, value: str = "") -> None:
        super().__init__(f"line {line}, {field}: {code} {value}".strip())
        self.line = line
        self.field = field
        self.code = code
        self.value = value

    @property
    def entry(self) -> list[int | str]:
        """As it is kept in FileImport.bad."""
        return [self.line, self.field, self.code, self.value]

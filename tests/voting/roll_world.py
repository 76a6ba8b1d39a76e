"""Files of an electoral roll, for tests."""

import io

from voting.roll import COLUMNS

HEADING = ";".join(COLUMNS)
GOOD = "M.;van der;Berg;V;2001-05-04;Italiëlaan;12;A;2;2034 AB;Haarlem;Europawijk"


def row(**fields: str) -> str:
    """The good row with other fields."""
    return ";".join({**dict(zip(COLUMNS, GOOD.split(";"), strict=True)), **fields}.values())


def file_of(*rows: str, heading: str = HEADING, encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO("\r\n".join([heading, *rows, ""]).encode(encoding))

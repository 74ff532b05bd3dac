"""Problems of a file that a user has written, each with its line."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from comity.errors import DataFileError


class Problem(NamedTuple):
    """What is wrong in a file. ``fatal`` where comity does not read the file before it is mended."""

    file: str
    line: int
    text: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"

    def error(self) -> DataFileError:
        """Return the problem as the error that ends a run."""
        return DataFileError(f"{self.file}, line {self.line}: {self.text}; comity actors check lists all problems of a file")


def read_text(file: str) -> str:
    """Return the text of a file of actors.

    Raises:
        DataFileError: it cannot be read, or is not UTF-8.
    """
    try:
        return Path(file).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DataFileError(f"{file}: cannot be read ({error.strerror}); check the name of the file of actors") from error
    except UnicodeDecodeError as error:
        raise DataFileError(f"{file}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error

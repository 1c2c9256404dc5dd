"""Exit codes, and how an error is said: one clear sentence on stderr, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyextract.errors import PackError

OK = 0
FINDINGS = 1  # the command did its work and found faults: failed tests, lint errors
USAGE = 2  # the command line is wrong
INPUT = 3  # the input is no document: missing file, directory, unreadable
PACK = 4  # a rule pack cannot be used
NO_TEXT = 5  # there is no text in the document
OUTPUT = 6  # the output cannot be written
INTERRUPTED = 130
BROKEN_PIPE = 141

HELP = (  # one line: the help keeps line breaks and wraps the rest
    "[bold]Exit codes[/]: 0 done; 1 done, and faults were found (failed tests, lint errors, failed documents); "
    "2 wrong usage; 3 the input is no document; 4 a rule pack cannot be used; 5 there is no text in the document; "
    "6 the output cannot be written; 130 interrupted."
)


class Stop(Exception):  # noqa: N818  # not an error: a command that ends with this exit code
    """Ends the command with an exit code and, if there is one, a sentence on stderr."""

    def __init__(self, code: int, message: str = "") -> None:
        super().__init__(message)
        self.code = code


def complain(message: str) -> None:
    """Say one thing on stderr."""
    print(f"policyextract: {message}", file=sys.stderr)


def guarded(command: Callable[[], object]) -> int:
    """Run a command; turn what it raises on purpose into a sentence and an exit code."""
    from policyextract.errors import InputError, OutputError, PackError, PolicyExtractError

    try:
        result = command()
        sys.stdout.flush()
        return result if isinstance(result, int) else OK
    except Stop as stop:
        if str(stop):
            complain(str(stop))
        return stop.code
    except InputError as error:
        complain(f"{error}")
        return INPUT
    except PackError as error:
        complain(_pack_error(error))
        return PACK
    except OutputError as error:
        complain(f"{error}")
        return OUTPUT
    except PolicyExtractError as error:
        complain(f"{error}")
        return FINDINGS
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except OSError as error:
        complain(f"{error.filename or 'system'}: {error.strerror or error}")
        return OUTPUT
    except Exception as error:
        # Usage errors of typer's own copy of click: no public base class, but one shape.
        shown = getattr(error, "format_message", None)
        if shown is None:
            raise
        context = getattr(error, "ctx", None)
        message = shown().replace("Value error, ", "")  # pydantic's, which typer lets through
        if message:
            complain(message[:1].lower() + message[1:] if message[1:2].islower() else message)
        if context is not None and getattr(error, "exit_code", USAGE) == USAGE:
            print(f"Try: {context.command_path} --help", file=sys.stderr)
        return int(getattr(error, "exit_code", USAGE))


def _pack_error(error: PackError) -> str:
    if len(error.problems) == 1:
        return str(error)
    return f"{len(error.problems)} faults in the rule packs\n{error}"

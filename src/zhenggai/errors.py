"""What the tool will not do, each refusal with its exit code; nothing else, and nothing is imported here.

A refusal is raised where it is noticed and caught once, at the door of the command line, where it becomes one
Chinese message on stderr. What is wrong *in a ledger* is not a refusal but a `findings.Finding`.
"""

EXIT_FINE = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_REFUSED = 3
EXIT_BUG = 70


class ZhenggaiError(Exception):
    """The tool refuses, and says in Chinese why and what to do instead.

    `message` says what is wrong; `way_out` says what to write or do, or is empty where the message already does.
    """

    exit_code = EXIT_REFUSED

    def __init__(self, message: str, way_out: str = "") -> None:
        """Keep both sentences apart, so that a program can show them in two places."""
        super().__init__(message)
        self.message = message
        self.way_out = way_out

    def __str__(self) -> str:
        """Give both sentences in one line."""
        return f"{self.message}。{self.way_out}" if self.way_out else self.message


class UsageProblem(ZhenggaiError):
    """The command was typed wrongly: an option that does not exist, a day that cannot be read."""

    exit_code = EXIT_USAGE


class NoSuchThing(ZhenggaiError):
    """A plan, task, category, unit or layout of that name does not exist; the nearest names are in `way_out`."""


class FileTrouble(ZhenggaiError):
    """A file or folder cannot be read or written: missing, read-only, full disk, open elsewhere."""


class BrokenLedger(ZhenggaiError):
    """A command needs a plan whose file is broken; its findings are shown beside this."""

    def __init__(self, message: str, findings: tuple[object, ...], way_out: str = "") -> None:
        """Carry the findings (values of `findings.Finding`) to whoever shows them."""
        super().__init__(message, way_out)
        self.findings = findings

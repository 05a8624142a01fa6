"""What the tests need from Debian: installs it when it may, and says what is missing."""

import os
import shutil
import subprocess
import sys

from tests.postgres import binaries

# Package -> a command it brings; None: looked for another way.
PACKAGES = {
    "chromium": "chromium",
    "postgresql": None,
    "libreoffice-writer-nogui": "soffice",
    "libreoffice-calc-nogui": "soffice",
    "strace": "strace",
    "faketime": "faketime",
    "poppler-utils": "pdftotext",
}


def missing() -> list[str]:
    """Packages that are not there yet."""
    return [package for package, command in PACKAGES.items() if not _is_there(command)]


def _is_there(command: str | None) -> bool:
    return bool(shutil.which(command) if command else binaries())


def install(packages: list[str]) -> str:
    """Install with apt-get; "" when that went well, else why it could not be done."""
    apt = shutil.which("apt-get")
    if apt is None:
        return "there is no apt-get here"
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if rights and shutil.which("sudo") is None:
        return "neither root nor sudo"
    for words in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(  # noqa: S603
            [*rights, apt, *words],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["apt-get failed"])[-1]
    return ""


def main() -> int:
    """Exit status: 0, or in CI 1 when something is still missing."""
    wanted = missing()
    reason = install(wanted) if wanted else ""
    left = missing()
    if not left:
        return 0
    print(f"MISSING, so some tests cannot run: {', '.join(left)} ({reason or 'not installed'})")  # noqa: T201
    print(f"Install by hand: sudo apt-get install {' '.join(left)}")  # noqa: T201
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())

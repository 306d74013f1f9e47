"""What a server asks of the system it runs on."""

import subprocess
import sys

FEW = """
import resource
from bot import footprint
_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, most))
footprint.many_files()
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(most, footprint.MOST_FILES))
"""


def test_it_takes_as_many_connections_as_the_system_allows() -> None:
    """Where a service begins with 1,024, as under systemd."""
    ran = subprocess.run([sys.executable, "-c", FEW], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "True"

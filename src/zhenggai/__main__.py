"""`python -m zhenggai`: the same as the command `zhenggai`."""

import sys

from zhenggai.cli import main

sys.exit(main())

"""`python -m counter_tui` is the console script."""

import sys

from counter_tui.cli.main import main

sys.exit(main())

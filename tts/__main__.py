"""`python -m tts` is `articast`."""

import sys

from tts.cli import main

if __name__ == "__main__":
    sys.exit(main())

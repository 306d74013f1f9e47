"""Every ceiling of surveys and conversations, in one place."""

MAX_FILE = 256 * 1024
"""Bytes of a definition or translation file."""

MAX_QUESTIONS = 60
MAX_OPTIONS = 30
MAX_KEY = 40
MAX_TITLE = 80
MAX_WAVE_NAME = 80
MAX_QUESTION_TEXT = 300
MAX_STATEMENT = 1_000
MAX_INTRO = 1_000
MAX_OPTION_TEXT = 100
MAX_SYMBOL = 8
MAX_CAP = 2_000
"""Characters an author may allow for one free text."""

MAX_LOCALITIES = 200
MAX_PROBLEMS = 50
"""Problems listed at once; the rest are counted."""

MAX_WORDS = 5_000
"""Characters of one message that are looked at, whatever the question allows."""

MAX_MATCHED = 400
"""Characters of typed words compared with options."""

MAX_TURNS = 500
MAX_BACKS = (MAX_TURNS - MAX_QUESTIONS) // 2
"""Steps back in one talk. Each costs at most one step forward, so MAX_TURNS is never passed."""

MAX_PATTERN_MEMORY = 1 << 20
"""Bytes that one compiled pattern of a codebook may take."""

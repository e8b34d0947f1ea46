"""What an application must not show to people: stacks, exceptions, tokens, raw data."""

import re

_INNARDS = {
    "a stack trace": r"(?m)^\s*at .+[:(]\d+|Traceback \(most|File \".+\", line \d+",
    "the name of an exception": r"\b[A-Z][a-z]+[A-Za-z]*(?:Error|Exception)\b",
    "a token": r"eyJ[A-Za-z0-9_-]{8,}\.|<token of |<masked>",
    "raw data": r"[{\[]\s*\"[^\"]+\"\s*:|\[object \w+\]",
    "a value that is none": r"\b(?:undefined|NaN)\b|(?<![\w-])null(?![\w-])",
    "the address of an API": r"/api/\w|\bhttps?://\S+/api\b|\bgrpc\b|\blocalhost:\d+",
    "a code of the system": r"\b(?:ECONN[A-Z]+|ETIMEDOUT|ENOTFOUND|[A-Z]{3,}(?:_[A-Z]{2,})+)\b",
    "the path of a file": r"(?:/[\w.-]+){2,}\.(?:py|js|mjs|ts|tsx)\b",
}
_TOKEN = re.compile(r"(?i)eyj[a-z0-9_-]{8,}\.|<token of |<masked>|\bbearer [\w.~+/-]{12,}")
_PATTERNS = {name: re.compile(pattern) for name, pattern in _INNARDS.items()}


def innards_in(text: str) -> str:
    """What of a program's inside stands in the text, with its words; '' for nothing."""
    for name, pattern in _PATTERNS.items():
        found = pattern.search(text)
        if found:
            return f"{name} ('{' '.join(found.group().split())[:60]}')"
    return ""


def token_in(text: str) -> bool:
    """Whether a token stands in the text, or stood there before the recorder masked it."""
    return _TOKEN.search(text) is not None

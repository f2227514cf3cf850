"""How must spaCy's English tokenizer be set so that its tokens are those of the treebanks?

Only settings that spaCy saves with a pipeline are used, so the pipeline still loads in stock spaCy.
"""

# ruff: noqa: RUF001 - typographic marks are what these rules are about

from spacy.attrs import ORTH  # type: ignore[import-not-found] # Cython without stubs
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found] # Cython without stubs
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

# Runs of one mark are one token in EWT and GUM.
RUNS = (r"[!?]{2,}", r"\*{2,}", r"_{2,}", r"={2,}", r"~{2,}", r"#{2,}", r"\${2,}(?!\d)", r"<{2,}", r">{2,}", r"\+{2,}")
HASHTAG = r"#(?=[A-Za-z])"
# Parts that stay joined to the next by a hyphen (the tag of the guidelines is AFX): e-mail, non-native.
BOUND_PARTS = [
    "non",
    "e",
    "re",
    "anti",
    "co",
    "mid",
    "pre",
    "pro",
    "cross",
    "post",
    "semi",
    "ex",
    "sub",
    "multi",
    "counter",
    "mini",
    "neo",
    "socio",
    "inter",
    "micro",
    "intra",
    "trans",
]
HYPHENS = r"(?:-|–|—|--|---|——|~)"
ALPHA = "A-Za-zÀ-ÖØ-öø-ÿ"
# Contractions and shorthand that stay whole in spaCy but not in the treebanks, and the reverse.
SPLIT = {"wanna": ["wan", "na"], "Wanna": ["Wan", "na"], "gotta": ["got", "ta"]}
EMOTICON_NOT = "):"  # a closing bracket and a colon far more often than a sad face
WHOLE = (
    "Wed.",
    "Thu.",
    "Thur.",
    "Thurs.",
    "Fri.",
    "Lt.",
    "etc.",
    "Nos.",
    "Ft.",
    "al.",
    "approx.",
    "est.",
    "Ave.",
    "Blvd.",
    "Rd.",
    "Sgt.",
    "Spc.",
    "vol.",
    "pp.",
)


NUMBER_INFIXES = (
    r"(?<=[0-9])[+\*^](?=[0-9-])",
    r"(?<=[0-9])–(?=[0-9])",
    r"(?<=[0-9])-(?=[A-Za-z])",
    r"(?<=\b[A-Z])-(?=[0-9])",
    r"(?<=\b[A-Z]{2})-(?=[0-9])",
    r"(?<=:[0-9]{2})-(?=[0-9])",
    r"(?<=[0-9])(?<![0-9]{3})-(?=[0-9]{1,2}(?![0-9-]))",  # a range, not a telephone number or a date
)


def _is_hyphen_rule(rule: str) -> bool:
    return rule.startswith("(?<=[") and "(?:-|" in rule


def _infixes(rules: list[str]) -> list[str]:
    """Return the infix rules: bound parts and telephone numbers keep their hyphens."""
    bound = "".join(rf"(?<!\b{part})" for part in [*BOUND_PARTS, *(part.capitalize() for part in BOUND_PARTS)])
    hyphen = rf"(?<=[{ALPHA}]){bound}{HYPHENS}(?=[{ALPHA}])"
    numbers = "|".join(NUMBER_INFIXES)
    kept = [rule for rule in rules if not _is_hyphen_rule(rule) and rule != r"(?<=[0-9])[+\-\*^](?=[0-9-])"]
    return [*kept, numbers, hyphen]


def adapt_tokenizer(nlp: Language) -> None:
    """Give the pipeline's tokenizer the habits of the treebanks."""
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        return
    defaults = nlp.Defaults
    prefixes = [*RUNS, *[rule for rule in defaults.prefixes or () if rule != "#"]]
    suffixes = [
        *RUNS,
        *(defaults.suffixes or ()),
        r"(?<=[a-z]{3})--?",
        r"(?<=\))[:;]",
        r"(?<=:[0-9]{2})(?:am|pm|AM|PM)",
    ]
    tokenizer.prefix_search = compile_prefix_regex([*prefixes, r"#(?![A-Za-z])"]).search
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    tokenizer.infix_finditer = compile_infix_regex(_infixes([str(rule) for rule in defaults.infixes or ()])).finditer
    rules = {key: value for key, value in (tokenizer.rules or {}).items() if key not in ("and/or", EMOTICON_NOT)}
    tokenizer.rules = rules
    for form, parts in SPLIT.items():
        tokenizer.add_special_case(form, [{ORTH: part} for part in parts])
    for form in WHOLE:
        tokenizer.add_special_case(form, [{ORTH: form}])

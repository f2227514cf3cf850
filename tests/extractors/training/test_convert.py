"""Each construction on a sentence of its own; what is right are the labels of spaCy's English pipelines."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.training.conllu import tree_of
from extractors.training.convert import convert
from extractors.training.trees import ROOT, Tree, crossing_arcs
from extractors.training.words import words

TAGS = (
    {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "DT": "DET", "IN": "ADP", "JJ": "ADJ"}
    | {
        "RB": "ADV",
        "TO": "PART",
        "MD": "AUX",
        "CC": "CCONJ",
        "CD": "NUM",
        ".": "PUNCT",
        ",": "PUNCT",
        "POS": "PART",
        "EX": "PRON",
    }
    | {
        "$": "SYM",
        "UH": "INTJ",
        "RP": "ADP",
        "WP": "PRON",
        "PRP$": "PRON",
        "HYPH": "PUNCT",
        "``": "PUNCT",
        "''": "PUNCT",
    }
)
LEMMAS = {"is": "be", "was": "be", "are": "be", "gave": "give", "said": "say", "let": "let", "made": "make"}


def tree(text: str) -> Tree:
    """Return the tree of `form/tag/head/label` words; heads count from 1, 0 is the root."""
    rows = []
    for number, word in enumerate(text.split(), 1):
        form, tag, head, dep = word.rsplit("/", 3)
        upos = TAGS.get(tag, "VERB") if dep not in ("cop", "aux", "aux:pass") else "AUX"
        rows.append([str(number), form, LEMMAS.get(form, form), upos, tag, "_", head, dep, "_", "_"])
    return tree_of(rows)


def labels(text: str) -> list[str]:
    """Return `form>head:label` of each converted word."""
    made = convert(tree(text))
    heads = [made.forms[head] if head != ROOT else "-" for head in made.heads]
    return [f"{form}>{head}:{dep}" for form, head, dep in zip(made.forms, heads, made.deps, strict=True)]


CASES = {
    "copula and noun": (
        "Orla/NNP/4/nsubj is/VBZ/4/cop a/DT/4/det pilot/NN/0/root ././4/punct",
        "Orla>is:nsubj is>-:ROOT a>pilot:det pilot>is:attr .>is:punct",
    ),
    "copula and adjective with an adverb of measure": (
        "It/PRP/4/nsubj is/VBZ/4/cop very/RB/4/advmod cold/JJ/0/root",
        "It>is:nsubj is>-:ROOT very>cold:advmod cold>is:acomp",
    ),
    "copula and adjective with an adverb of the clause": (
        "It/PRP/4/nsubj is/VBZ/4/cop still/RB/4/advmod cold/JJ/0/root",
        "It>is:nsubj is>-:ROOT still>is:advmod cold>is:acomp",
    ),
    "copula and preposition": (
        "Kofi/NNP/4/nsubj is/VBZ/4/cop in/IN/4/case Accra/NNP/0/root",
        "Kofi>is:nsubj is>-:ROOT in>is:prep Accra>in:pobj",
    ),
    "negated copula": (
        "Kofi/NNP/5/nsubj is/VBZ/5/cop n't/RB/5/advmod a/DT/5/det cook/NN/0/root",
        "Kofi>is:nsubj is>-:ROOT n't>is:neg a>cook:det cook>is:attr",
    ),
    "passive with an agent": (
        "Bread/NN/3/nsubj:pass was/VBD/3/aux:pass baked/VBN/0/root by/IN/5/case Ines/NNP/3/obl:agent",
        "Bread>baked:nsubjpass was>baked:auxpass baked>-:ROOT by>baked:agent Ines>by:pobj",
    ),
    "dative": (
        "She/PRP/2/nsubj gave/VBD/0/root him/PRP/2/iobj tea/NN/2/obj",
        "She>gave:nsubj gave>-:ROOT him>gave:dative tea>gave:dobj",
    ),
    "dative with to": (
        "She/PRP/2/nsubj gave/VBD/0/root tea/NN/2/obj to/IN/5/case Ola/NNP/2/obl",
        "She>gave:nsubj gave>-:ROOT tea>gave:dobj to>gave:dative Ola>to:pobj",
    ),
    "coordination in a chain": (
        "Apples/NNS/0/root ,/,/3/punct pears/NNS/1/conj and/CC/5/cc figs/NNS/1/conj",
        "Apples>-:ROOT ,>Apples:punct pears>Apples:conj and>pears:cc figs>pears:conj",
    ),
    "flat name": (
        "Ada/NNP/3/nsubj Obi/NNP/1/flat spoke/VBD/0/root",
        "Ada>Obi:compound Obi>spoke:nsubj spoke>-:ROOT",
    ),
    "title and flat name": (
        "Judge/NNP/2/nmod:desc Ada/NNP/4/nsubj Obi/NNP/2/flat spoke/VBD/0/root",
        "Judge>Obi:compound Ada>Obi:compound Obi>spoke:nsubj spoke>-:ROOT",
    ),
    "place in a country": (
        "in/IN/2/case Tampere/NNP/0/root ,/,/4/punct Finland/NNP/2/nmod:unmarked",
        "in>-:ROOT Tampere>in:pobj ,>Tampere:punct Finland>Tampere:appos",
    ),
    "month and day": (
        "On/IN/3/case May/NNP/3/compound 4/CD/5/obl it/PRP/5/nsubj rained/VBD/0/root",
        "On>rained:prep May>On:pobj 4>May:nummod it>rained:nsubj rained>-:ROOT",
    ),
    "money": (
        "It/PRP/2/nsubj cost/VBD/0/root $/$/2/obj 40/CD/3/nummod",
        "It>cost:nsubj cost>-:ROOT $>40:quantmod 40>cost:dobj",
    ),
    "there is": (
        "There/EX/2/expl is/VBZ/0/root hope/NN/2/nsubj",
        "There>is:expl is>-:ROOT hope>is:attr",
    ),
    "it with an infinitive": (
        "It/PRP/3/expl is/VBZ/3/cop easy/JJ/0/root to/TO/5/mark swim/VB/3/csubj",
        "It>is:nsubj is>-:ROOT easy>is:acomp to>swim:aux swim>is:xcomp",
    ),
    "gerund after a preposition": (
        "He/PRP/2/nsubj left/VBD/0/root without/IN/4/mark paying/VBG/2/advcl",
        "He>left:nsubj left>-:ROOT without>left:prep paying>without:pcomp",
    ),
    "gerund after a conjunction": (
        "He/PRP/2/nsubj fell/VBD/0/root while/IN/4/mark running/VBG/2/advcl",
        "He>fell:nsubj fell>-:ROOT while>running:mark running>fell:advcl",
    ),
    "small clause": (
        "They/PRP/2/nsubj let/VBD/0/root us/PRP/2/obj in/RP/5/compound:prt go/VB/2/xcomp",
        "They>let:nsubj let>-:ROOT us>go:nsubj in>go:prt go>let:ccomp",
    ),
    "object and complement": (
        "They/PRP/2/nsubj made/VBD/0/root her/PRP/2/obj captain/NN/2/xcomp",
        "They>made:nsubj made>-:ROOT her>made:dobj captain>made:oprd",
    ),
    "object kept by the verb": (
        "They/PRP/2/nsubj urged/VBD/0/root us/PRP/2/obj to/TO/5/mark go/VB/2/xcomp",
        "They>urged:nsubj urged>-:ROOT us>urged:dobj to>go:aux go>urged:xcomp",
    ),
    "said after the quotation": (
        "Rain/NN/2/nsubj comes/VBZ/0/root ,/,/5/punct Ola/NNP/5/nsubj said/VBD/2/parataxis",
        "Rain>comes:nsubj comes>said:ccomp ,>said:punct Ola>said:nsubj said>-:ROOT",
    ),
    "because of": (
        "Shut/VBN/0/root because/IN/4/case of/IN/2/fixed snow/NN/1/obl",
        "Shut>-:ROOT because>Shut:prep of>because:pcomp snow>because:pobj",
    ),
    "according to": (
        "according/VBG/3/case to/IN/1/fixed Ola/NNP/4/obl lost/VBD/0/root",
        "according>lost:prep to>according:prep Ola>to:pobj lost>-:ROOT",
    ),
    "such as": (
        "fruit/NN/0/root such/JJ/4/case as/IN/2/fixed figs/NNS/1/nmod",
        "fruit>-:ROOT such>as:amod as>fruit:prep figs>as:pobj",
    ),
    "more than": (
        "more/JJR/3/advmod than/IN/1/fixed 50/CD/4/nummod ships/NNS/0/root",
        "more>than:amod than>50:quantmod 50>ships:nummod ships>-:ROOT",
    ),
    "possessive": (
        "Ola/NNP/3/nmod:poss 's/POS/1/case boat/NN/0/root",
        "Ola>boat:poss 's>Ola:case boat>-:ROOT",
    ),
    "prepositions in parallel": (
        "seen/VBN/0/root in/IN/3/case print/NN/1/obl and/CC/6/cc on/IN/6/case air/NN/3/conj",
        "seen>-:ROOT in>seen:prep print>in:pobj and>in:cc on>in:conj air>on:pobj",
    ),
    "relative clause and stranded preposition": (
        "boat/NN/0/root he/PRP/3/nsubj paid/VBD/1/acl:relcl for/IN/3/obl",
        "boat>-:ROOT he>paid:nsubj paid>boat:relcl for>paid:prep",
    ),
    "outer subject": (
        "Fact/NN/6/nsubj:outer is/VBZ/6/cop that/IN/6/mark Ola/NNP/6/nsubj never/RB/6/advmod sailed/VBD/0/root",
        "Fact>is:nsubj is>-:ROOT that>sailed:mark Ola>sailed:nsubj never>sailed:neg sailed>is:ccomp",
    ),
    "apposition and its commas": (
        "Ola/NNP/6/nsubj ,/,/4/punct a/DT/4/det cook/NN/1/appos ,/,/4/punct left/VBD/0/root",
        "Ola>left:nsubj ,>Ola:punct a>cook:det cook>Ola:appos ,>cook:punct left>-:ROOT",
    ),
}


@pytest.mark.parametrize(("given_tree", "expected"), CASES.values(), ids=CASES.keys())
def test_a_construction_gets_the_labels_of_the_official_pipelines(given_tree: str, expected: str) -> None:
    assert labels(given_tree) == expected.split()


def test_multiword_tokens_are_glued_and_empty_nodes_skipped() -> None:
    rows = [
        ["1-2", "don't", "_", "_", "_", "_", "_", "_", "_", "_"],
        ["1", "do", "do", "AUX", "VBP", "_", "3", "aux", "_", "_"],
        ["2", "n't", "not", "PART", "RB", "_", "3", "advmod", "_", "_"],
        ["3", "go", "go", "VERB", "VB", "_", "0", "root", "_", "SpaceAfter=No"],
        ["3.1", "go", "go", "VERB", "VB", "_", "_", "_", "_", "_"],
        ["4", ".", ".", "PUNCT", ".", "_", "3", "punct", "_", "_"],
    ]
    made = tree_of(rows)
    assert made.forms == ["do", "n't", "go", "."]
    assert made.spaces == [False, True, False, True]


def test_crossing_arcs_are_found() -> None:
    assert crossing_arcs([1, ROOT, 1]) == []
    assert crossing_arcs([2, 3, ROOT, 2]) != []


KNOWN_LABELS = words(
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj "
    "csubjpass dative dep det dobj expl intj mark neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis "
    "pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp"
)
DEPS = [
    "nsubj",
    "obj",
    "obl",
    "nmod",
    "case",
    "cop",
    "conj",
    "cc",
    "punct",
    "advmod",
    "mark",
    "advcl",
    "xcomp",
    "flat",
    "fixed",
]


@st.composite
def any_tree(draw: st.DrawFn) -> Tree:
    size = draw(st.integers(1, 9))
    rows = []
    for number in range(1, size + 1):
        head = draw(st.integers(0, number - 1)) if number > 1 else 0  # every head stands to the left: no cycle
        head = head or (1 if number > 1 else 0)
        dep = draw(st.sampled_from(DEPS)) if head else "root"
        tag = draw(st.sampled_from(sorted(TAGS)))
        form = draw(st.sampled_from(["of", "May", "than", "as", "is", "said", "Ola", "4", ",", "to"]))
        rows.append([str(number), form, form, TAGS[tag], tag, "_", str(head), dep, "_", "_"])
    return tree_of(rows)


@settings(deadline=None)  # other work on the machine
@given(any_tree())
def test_whatever_the_source_the_result_is_one_tree(given_tree: Tree) -> None:
    forms = list(given_tree.forms)
    made = convert(given_tree)
    assert made.is_valid()
    assert made.forms == forms
    assert not any(dep.startswith("=") for dep in made.deps)


def test_no_label_is_outside_the_scheme() -> None:
    def all_labels() -> Iterator[str]:
        for given_tree, _ in CASES.values():
            yield from convert(tree(given_tree)).deps

    assert set(all_labels()) <= KNOWN_LABELS

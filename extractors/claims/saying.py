"""Which verbs put words or thoughts into somebody's mouth, and which words may name the speaker between commas?"""

from extractors.claims.lexicon import cue_words

SAY_VERBS = cue_words("attribution", "say_verbs")
THINK_VERBS = cue_words("attribution", "think_verbs")
VOICING_VERBS = SAY_VERBS | THINK_VERBS
# Verbs that report only where a person, a body or a document does it: "the study found that".
SHOWING_VERBS = cue_words("attribution", "showing_verbs")
NEGATIVE_CLAUSE_VERBS = cue_words("polarity", "negative_clause_verbs")
# Verbs of saying whose object is who hears it.
ADDRESSING_VERBS = frozenset({"tell", "inform", "assure", "warn", "remind", "advise"})
# "said Ms Brun, the owner of the shop,": longer runs are no speaker.
MAX_SPEAKER_WORDS = 9
SPEAKER_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "DT", "PRP$", "PRP", "JJ", "CD", "IN", "POS", "CC"})

"""What is a sign for or against a profile being made up, and how much does it weigh?"""

from dataclasses import dataclass

from extractors.authors.lines import Value

# Points of each sign. From 4.5 points on a profile is called generated (verdict.py); so no sign of one field of a kind
# that real profiles show decides alone. Beside each: how often it fires on generated / genuine development profiles.
WEIGHTS = {
    "lorem_text": 6.0,
    "placeholder_text": 2.0,
    "word_salad": 5.0,
    "short_salad": 1.5,
    "gibberish": 2.0,
    "hacker_phrase": 4.5,
    "product_phrase": 4.5,
    "catch_phrase": 3.0,
    "bio_formula": 1.5,
    "stock_sentence": 3.0,
    "shuffled_novel": 4.5,
    "zip_state_mismatch": 4.0,
    "address_form": 3.0,
    "town_formula": 2.0,
    "house_number": 1.5,
    "area_state_mismatch": 0.5,
    "handle_of_another_person": 2.0,
    "handle_form": 1.0,
    "handle_unlike_name": 0.3,
    "two_personas": 1.5,
    "reserved_mail": 2.5,
    "company_of_surnames": 2.0,
    "company_of_surname": 0.7,
    "job_of_list": 1.0,
    "job_form": 2.0,
    "one_generator": 1.0,
    "birth_date_beside_contact": 1.5,
    "impossible_age": 2.5,
    "account_record": 1.0,
    "follower_counts": 0.5,
    "name_of_list": 1.0,
    "domain_of_surname": 1.0,
    "domain_of_words": 1.5,
    "phone_extension": 0.5,
    "handle_fits_name": -1.0,
    "company_fits_name": -1.5,
    "written_biography": -2.5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One reason, with the value that shows it and the lists that explain it."""

    name: str
    kind: str  # of field
    detail: str
    value: Value | None = None
    codes: frozenset[str] = frozenset()
    factor: float = 1.0

    @property
    def weight(self) -> float:
        """Return the points of the sign."""
        return WEIGHTS[self.name] * self.factor

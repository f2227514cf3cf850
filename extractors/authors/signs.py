"""What is a sign for or against a profile being made up, and how much does it weigh?"""

from dataclasses import dataclass

from extractors.authors.lines import Value

# Points of each sign, by what it means: from 4.5 points on a profile is called generated (verdict.py), so what real
# people also have never decides alone. Nothing was fitted; ten weights were set or changed after a look at misses.
# Beside each: the share of 599 generated and 941 genuine development profiles that it fires on.
WEIGHTS = {
    "lorem_text": 6.0,  # 0.35 / 0.000
    "placeholder_text": 2.0,  # 0.00 / 0.000
    "word_salad": 5.0,  # 0.12 / 0.000
    "short_salad": 1.5,  # 0.04 / 0.000
    "gibberish": 2.0,  # 0.00 / 0.000
    "hacker_phrase": 4.5,  # 0.03 / 0.000
    "product_phrase": 4.5,  # 0.02 / 0.000
    "catch_phrase": 3.0,  # 0.04 / 0.000
    "catch_bio": 4.5,  # 0.12 / 0.000
    "bio_formula": 1.5,  # 0.06 / 0.001
    "stock_sentence": 3.0,  # 0.06 / 0.000
    "shuffled_novel": 4.5,  # 0.04 / 0.000
    "zip_state_mismatch": 4.0,  # 0.47 / 0.000
    "address_form": 3.0,  # 0.05 / 0.000
    "town_formula": 2.0,  # 0.26 / 0.000
    "house_number": 1.5,  # 0.01 / 0.000
    "area_state_mismatch": 0.5,  # 0.30 / 0.002
    "handle_of_another_person": 2.0,  # 0.51 / 0.036
    "handle_of_odd_year": 2.0,  # 0.06 / 0.000
    "handle_form": 1.0,  # 0.51 / 0.071
    "handle_unlike_name": 0.3,  # 0.11 / 0.090
    "two_personas": 2.0,  # 0.55 / 0.000
    "reserved_mail": 2.5,  # 0.22 / 0.001
    "company_of_surnames": 2.0,  # 0.34 / 0.000
    "company_of_surname": 0.7,  # 0.27 / 0.000
    "job_of_list": 1.0,  # 0.44 / 0.338
    "job_form": 2.0,  # 0.28 / 0.000
    "one_generator": 1.0,  # 0.89 / 0.013
    "birth_date_beside_contact": 1.5,  # 0.61 / 0.000
    "impossible_age": 2.5,  # 0.04 / 0.000
    "full_record": 2.5,  # 0.49 / 0.000
    "account_record": 1.5,  # 0.54 / 0.000
    "follower_counts": 0.5,  # 0.32 / 0.027
    "name_of_list": 1.0,  # 0.32 / 0.000
    "domain_of_surname": 1.0,  # 0.28 / 0.000
    "domain_of_words": 2.0,  # 0.05 / 0.000
    "phone_extension": 0.8,  # 0.14 / 0.000
    "handle_fits_name": -1.0,  # 0.15 / 0.252
    "company_fits_name": -1.5,  # 0.01 / 0.002
    "written_biography": -2.5,  # 0.00 / 0.009
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

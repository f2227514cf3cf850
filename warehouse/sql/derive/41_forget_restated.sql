-- What was known of the touched propositions goes before it is made anew.
delete from restated_claim
where restated_claim.key in (select touched_proposition.key from touched_proposition);
delete from restated_proposition
where restated_proposition.key in (select touched_proposition.key from touched_proposition);
delete from contradiction
where
    contradiction.kind = 'polarity'
    and contradiction.proposition_id in (select touched_proposition.proposition_id from touched_proposition);

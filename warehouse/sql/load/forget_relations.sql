-- The old facts go before the new ones come; the derived tables wait to be made anew.
truncate derivation;
truncate relation;

-- Where rows stand, so that what a load touched is found without a look at all the rest.

create table derived_to (
    table_name varchar,
    next_row bigint
);
comment on table derived_to is 'One row per table: from which row on it holds what the derived tables do not know. Empty: not known, all of it is looked at.';
comment on column derived_to.table_name is 'The table.';
comment on column derived_to.next_row is 'The first rowid that a later load can have.';

create table claim_place (
    key ubigint,
    place bigint
);
comment on table claim_place is 'One row per claim: where the claims of a proposition stand.';
comment on column claim_place.key is 'md5_number_lower of the proposition: eight bytes are looked through in a tenth of the time.';
comment on column claim_place.place is 'rowid of the claim. Rows of claims are only added; whoever removes some empties this table and derived_to.';

create table opposing_place (
    low_id varchar,
    high_id varchar,
    place bigint
);
comment on table opposing_place is 'One row per claim that puts a relation with an opposite between two things.';
comment on column opposing_place.low_id is 'The thing with the smaller id.';
comment on column opposing_place.high_id is 'The other thing.';
comment on column opposing_place.place is 'rowid of the claim, as in claim_place.';

-- When claims hold: the dates that their time words mean, beside the words.

alter table claim add column time_value varchar;
alter table claim add column time_kind varchar;
alter table claim add column time_first date;
alter table claim add column time_last date;
comment on column claim.time_value is 'The dates that the time words mean, ISO 8601-2: 2019, 2019-05, 2003/2011, 1978/..; NULL where no date is known.';
comment on column claim.time_kind is 'How they are known: absolute, relative (to the article''s date), unanchored, event or vague; NULL without time words.';
comment on column claim.time_first is 'First day of time_value; NULL where it is open or unknown.';
comment on column claim.time_last is 'Last day of time_value; NULL where it is open or unknown.';

alter table restated_claim add column is_dated boolean;
alter table restated_claim add column time_first date;
alter table restated_claim add column time_last date;
comment on column restated_claim.is_dated is 'Whether its time words mean dates.';
comment on column restated_claim.time_first is 'First day of them; NULL where open.';
comment on column restated_claim.time_last is 'Last day of them; NULL where open.';

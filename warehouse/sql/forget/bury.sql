-- One tombstone.
insert into tombstone (
    kind,
    salt,
    digest,
    words,
    forgotten_at
)
values (
    $kind,
    $salt,
    $digest,
    $words,
    $forgotten_at
);

-- One label.
insert into label (
    label_id,
    kind,
    url,
    body_sha256,
    target,
    quote,
    found,
    wanted,
    note,
    labelled_by,
    labelled_at
)
values (
    $label_id,
    $kind,
    $url,
    $body_sha256,
    $target,
    $quote,
    $found,
    $wanted,
    $note,
    $labelled_by,
    $labelled_at
);

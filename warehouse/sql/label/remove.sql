-- A label that is given again takes the place of the first.
delete from label
where label.label_id in (select unnest($label_ids));

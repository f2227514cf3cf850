-- The things that the touched articles name: their rows are made anew from the counts.
create or replace temp table touched_entity as
select distinct touched_naming.entity_id
from touched_naming;

delete from entity_name
where entity_name.articles = 0;
delete from entity_alias
where entity_alias.mentions = 0;
delete from entity
where entity.entity_id in (select touched_entity.entity_id from touched_entity);

-- One row per site that was read or tried.
select sources.site
from sources
order by sources.site;

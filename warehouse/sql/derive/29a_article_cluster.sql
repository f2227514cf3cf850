-- Copies share the id of their group; every other article keeps its own.
update article_state
set cluster_id = cluster_of.cluster_id
from cluster_of
where article_state.article_id = cluster_of.article_id;

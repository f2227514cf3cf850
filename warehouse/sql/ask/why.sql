-- One row per line of the score of the page at this address; the score itself is the last line.
select
    line.signal,
    line.points,
    line.reason,
    line.quote,
    line.rule
from why($url) as line;

-- One row per pair of claims of which one affirms what the other denies.
create or replace view claims_are_affirmed_and_denied as
select
    contradictions.subject,
    contradictions.relation_lemma,
    contradictions.object,
    contradictions.site_a as affirmed_by,
    contradictions.said_a as affirmed,
    contradictions.site_b as denied_by,
    contradictions.said_b as denied,
    contradictions.same_article,
    contradictions.url_a as affirmed_at,
    contradictions.url_b as denied_at,
    contradictions.claim_a as affirming_claim,
    contradictions.claim_b as denying_claim
from contradictions
where contradictions.kind = 'polarity';
comment on view claims_are_affirmed_and_denied is 'Who affirms what somebody else, or the same article, denies? Surely said, at overlapping times.';

-- One row per pair of claims that put opposed relations between the same two things.
create or replace view relations_exclude_each_other as
select
    contradictions.subject,
    contradictions.relation_lemma as relation_a,
    contradictions.relation_lemma_b as relation_b,
    contradictions.object,
    contradictions.site_a,
    contradictions.said_a,
    contradictions.site_b,
    contradictions.said_b,
    contradictions.same_article,
    contradictions.url_a,
    contradictions.url_b,
    contradictions.claim_a,
    contradictions.claim_b
from contradictions
where contradictions.kind = 'relation';
comment on view relations_exclude_each_other is 'Of which two things are relations told that cannot both hold? Surely said, at overlapping times.';

-- One row per proposition that is said as a fact here and with doubt there.
create or replace view claims_are_sure_here_and_doubted_there as
select
    sure.subject,
    sure.relation_lemma,
    sure.object,
    sure.polarity,
    sure.sentence as said_surely,
    sure_article.url as surely_at,
    doubtful.modality as doubt,
    doubtful.sentence as said_with_doubt,
    doubtful_article.url as with_doubt_at,
    shifted.sure_claims,
    shifted.doubtful_claims,
    shifted.proposition_id
from restated_proposition as shifted
inner join claim as sure on shifted.sure_article = sure.article_id and shifted.sure_order = sure.claim_order
inner join claim as doubtful on shifted.doubtful_article = doubtful.article_id and shifted.doubtful_order = doubtful.claim_order
inner join article as sure_article on shifted.sure_article = sure_article.article_id
inner join article as doubtful_article on shifted.doubtful_article = doubtful_article.article_id
where shifted.sure_claims > 0 and shifted.doubtful_claims > 0;
comment on view claims_are_sure_here_and_doubted_there is 'What is said as a fact here and with doubt there?';

-- One row per claim that an article makes in more than one sentence.
create or replace view claims_are_repeated_within_an_article as
with repeated as (
    select
        restated_claim.article_id,
        list(restated_claim.sentence_start) as places,
        min(restated_claim.claim_order) as first_order
    from restated_claim
    group by restated_claim.article_id, restated_claim.proposition_id, restated_claim.polarity
    having min(restated_claim.sentence_start) <> max(restated_claim.sentence_start)
),

-- The claims are found by their keys; their words are read afterwards, for these alone.
found as materialized (
    select
        claim.rowid as place,
        len(list_distinct(repeated.places)) as sentences
    from repeated
    inner join claim on repeated.article_id = claim.article_id and repeated.first_order = claim.claim_order
)

select
    article.site,
    article.url,
    claim.subject,
    claim.relation,
    claim.object,
    claim.polarity,
    found.sentences,
    claim.sentence as first_sentence,
    claim.claim_id,
    claim.article_id
from found
inner join claim on found.place = claim.rowid
inner join article on claim.article_id = article.article_id;
comment on view claims_are_repeated_within_an_article is 'Which articles say the same thing again and again?';

-- One row per claim that several sites make, with the one that had it first.
create or replace view claims_stand_on_several_sites as
select
    claim.subject,
    claim.relation,
    claim.object,
    spread.polarity,
    spread.sites,
    spread.claims,
    spread.first_published,
    article.url as first_url,
    claim.sentence as first_sentence,
    spread.proposition_id
from restated_proposition as spread
inner join claim on spread.first_article = claim.article_id and spread.first_order = claim.claim_order
inner join article on spread.first_article = article.article_id
where spread.sites > 1;
comment on view claims_stand_on_several_sites is 'Which claims stand on several sites, and who had them first?';

-- One row per claim that somebody could check and that names no source.
create or replace view checkable_claims_name_no_source as
select
    claims.site,
    claims.url,
    claims.subject,
    claims.relation,
    claims.object,
    claims.sentence,
    claims.confidence,
    claims.claim_order,
    claims.claim_id,
    claims.article_id
from claims
where claims.checkable and claims.attribution is null and claims.modality in ('asserted', 'reported');
comment on view checkable_claims_name_no_source is 'Which claims that somebody could check are stated without a source?';

-- One row per source that is nobody in particular.
create or replace view sources_are_nobody_in_particular as
select
    lower(coalesce(claims.attribution, claims.cue, 'nobody named')) as source,
    count(*) as claims,
    count(distinct claims.article_id) as articles,
    count(distinct claims.site) as sites,
    arg_min(claims.sentence, (claims.url, claims.claim_order)) as first_sentence,
    min(claims.url) as first_url
from claims
where claims.attribution_vague
group by lower(coalesce(claims.attribution, claims.cue, 'nobody named'));
comment on view sources_are_nobody_in_particular is 'Which sources are nobody in particular?';

-- One row per claim whose time words lead to no date: they count from a day that the article does not give.
create or replace view times_hang_on_no_date as
select
    claims.site,
    claims.url,
    claims.time_text,
    claims.time_kind,
    claims.subject,
    claims.relation,
    claims.object,
    claims.sentence,
    claims.claim_order,
    claims.claim_id,
    claims.article_id
from claims
where
    claims.published_at is null
    and (
        claims.time_kind = 'unanchored'
        -- "now" and "recently" mean no dates anywhere, but in a dated article a reader knows what they mean.
        or regexp_matches(
            lower(claims.time_text),
            '\b(today|yesterday|tomorrow|tonight|now|currently|recent|recently|ago|this|last|next|past|coming|latest|so far)\b'
        )
    );
comment on view times_hang_on_no_date is 'Which claims speak of a time that no date pins down?';

-- One row per subject, relation and unit for which articles of the same year give different numbers.
create or replace view numbers_disagree as
-- A number that changes over the years is none that disagrees: neighbours in time must differ.
with disputed as (
    select
        claim_number.subject_key,
        claim_number.relation_lemma,
        claim_number.unit
    from claim_number
    group by claim_number.subject_key, claim_number.relation_lemma, claim_number.unit
    having min(claim_number.amount) <> max(claim_number.amount)
),

neighbours as (
    select
        claim_number.subject_key,
        claim_number.relation_lemma,
        claim_number.unit,
        claim_number.tense,
        claim_number.time_text,
        claim_number.amount,
        claim_number.site,
        claim_number.article_id,
        claim_number.claim_order,
        lag(claim_number.amount) over in_time as amount_before,
        date_diff('day', lag(claim_number.published_at) over in_time, claim_number.published_at) as days_between
    from claim_number
    semi join disputed
        on
            claim_number.subject_key = disputed.subject_key
            and claim_number.relation_lemma = disputed.relation_lemma
            and claim_number.unit = disputed.unit
    window in_time as (
        partition by claim_number.subject_key, claim_number.relation_lemma, claim_number.unit, claim_number.tense, claim_number.time_text
        order by claim_number.published_at nulls first, claim_number.article_id, claim_number.claim_order
    )
),

grouped as (
    select
        neighbours.relation_lemma,
        neighbours.unit,
        neighbours.time_text,
        list_sort(list_distinct(list(neighbours.amount))) as amounts,
        count(*) as claims,
        len(list_distinct(list(neighbours.site))) as sites,
        arg_min(
            { 'article_id': neighbours.article_id, 'claim_order': neighbours.claim_order },
            (neighbours.amount, neighbours.article_id, neighbours.claim_order)
        ) as lowest,
        arg_max(
            { 'article_id': neighbours.article_id, 'claim_order': neighbours.claim_order },
            (neighbours.amount, neighbours.article_id, neighbours.claim_order)
        ) as highest
    from neighbours
    group by neighbours.subject_key, neighbours.relation_lemma, neighbours.unit, neighbours.tense, neighbours.time_text
    having
        bool_or(neighbours.amount <> neighbours.amount_before and coalesce(neighbours.days_between, 0) <= 366)
),

extreme as (
    select unnest([grouped.lowest, grouped.highest], recursive := true)
    from grouped
),

-- Lowest and highest are read in one go: sentences are the most of a table of claims.
shown as materialized (
    select
        claim.article_id,
        claim.claim_order,
        claim.claim_id,
        claim.subject,
        claim.sentence,
        claim.sentence_start,
        article.url
    from claim
    semi join extreme on claim.article_id = extreme.article_id and claim.claim_order = extreme.claim_order
    inner join article on claim.article_id = article.article_id
)

select
    low.subject,
    grouped.relation_lemma,
    grouped.unit,
    nullif(grouped.time_text, '') as time_text,
    grouped.amounts,
    grouped.claims,
    grouped.sites,
    low.sentence as lowest_sentence,
    low.url as lowest_url,
    high.sentence as highest_sentence,
    high.url as highest_url,
    low.claim_id as lowest_claim,
    high.claim_id as highest_claim
from grouped
inner join shown as low on grouped.lowest.article_id = low.article_id and grouped.lowest.claim_order = low.claim_order
inner join shown as high on grouped.highest.article_id = high.article_id and grouped.highest.claim_order = high.claim_order
-- One sentence that gives several amounts lists them: "the deductibles are $500, $1,000 and $2,000".
where low.article_id <> high.article_id or low.sentence_start <> high.sentence_start;
comment on view numbers_disagree is 'Of what do articles give different numbers for the same subject, relation and time?';

-- One row per claim whose sentence does not stand at its place in the article; there must be none.
create or replace view evidence_is_not_at_its_place as
-- Counting to a place in a text costs the way there, for every claim: far down it is looked for in its block first, which
-- is short. Up to 4000 characters that costs less than finding the blocks. A sentence that goes on in the next block
-- stands in the article only.
with not_in_block as (
    select
        claim.rowid as place,
        claim.article_id,
        claim.sentence,
        claim.sentence_start,
        claim.sentence_end - claim.sentence_start as chars
    from claim
    left join block on claim.article_id = block.article_id and claim.block_order = block.block_order
    where
        claim.sentence_start > 4000
        and (
            substring(block.text, claim.sentence_start - block.text_start + 1, length(claim.sentence)) is distinct from claim.sentence
            or claim.sentence_start < block.text_start
            or claim.sentence_end - claim.sentence_start <> length(claim.sentence)
        )
),

in_doubt as (
    select
        claim.rowid as place,
        claim.article_id,
        claim.sentence,
        claim.sentence_start,
        claim.sentence_end - claim.sentence_start as chars
    from claim
    where claim.sentence_start <= 4000 or claim.sentence_start is null
    union all
    select
        not_in_block.place,
        not_in_block.article_id,
        not_in_block.sentence,
        not_in_block.sentence_start,
        not_in_block.chars
    from not_in_block
),

-- Ids and addresses are read for what is found alone: there should be nothing. Each step is made before the next one:
-- else all claims are joined to the texts of their articles first.
misplaced as materialized (
    select in_doubt.place
    from in_doubt
    inner join article on in_doubt.article_id = article.article_id
    where substring(article.text, in_doubt.sentence_start + 1, in_doubt.chars) is distinct from in_doubt.sentence
),

found as materialized (
    select
        claim.claim_id,
        claim.article_id,
        claim.sentence,
        claim.sentence_start,
        claim.sentence_end
    from misplaced
    inner join claim on misplaced.place = claim.rowid
)

select
    found.claim_id,
    article.url,
    found.sentence,
    substring(article.text, found.sentence_start + 1, found.sentence_end - found.sentence_start) as stands_there,
    found.article_id
from found
inner join article on found.article_id = article.article_id;
comment on view evidence_is_not_at_its_place is 'Which claims quote a sentence that is not at its place? None may.';

-- Signatures are made in another way: those of before and after must not be compared, so the old ones are made anew.

update article
set minhash = minhash_of(article.text)
where article.minhash is not null;

-- The signatures, in the order of their numbers.
select copy_signature.minhash
from copy_signature
order by copy_signature.code;

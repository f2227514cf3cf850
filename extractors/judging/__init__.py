"""Which blocks are the article's, what is each of the others, and what kind of page is it?"""

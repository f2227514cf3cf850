"""What does an article claim, how surely, on whose word, and about whom?"""

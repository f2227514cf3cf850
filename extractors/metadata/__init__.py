"""What a page says about itself: title, byline, dates, language, and where each answer stands."""

"""Who stands behind an article: author profiles found, checked field by field, and generated ones named."""

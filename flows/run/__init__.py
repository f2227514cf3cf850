"""The whole job as a Prefect flow, and the plain functions that its tasks call."""

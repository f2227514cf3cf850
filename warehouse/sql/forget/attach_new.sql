-- The database that takes its place, in the format that the command lines and tools of today read.
attach $new as new (storage_version 'v1.5.0'); -- noqa: PRS

"""What tells charsets apart; ``ingest.decode`` puts it together."""

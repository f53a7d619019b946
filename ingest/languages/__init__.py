"""What tells languages apart; ``ingest.language`` puts it together."""

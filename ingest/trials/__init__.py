"""What pages of trials have in common, whoever made them; the modules of ``ingest.sites`` share it."""

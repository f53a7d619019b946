"""Records in the XML and JSON of PubMed, JATS and ClinicalTrials.gov, one format a file."""

"""Page-sized reads of the appraisal room."""

"""Everything that writes in the appraisal room: one function per use case, one transaction each."""

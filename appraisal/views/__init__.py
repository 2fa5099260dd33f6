"""Pages of the appraisal room: they translate HTTP and decide nothing."""

"""People, posts, units, time: who serves where, since when, under whom."""

"""Page-sized reads of the feedback room; constant numbers of queries."""

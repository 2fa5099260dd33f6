"""One file that holds everything: the database and the uploaded and produced files."""

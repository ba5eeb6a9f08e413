"""Plan values in, bytes of a document out; nothing is read from or written to a disk here."""

"""What the pages, the charts and the slides say alike, in the reader's language. Nothing of the screen stands here."""

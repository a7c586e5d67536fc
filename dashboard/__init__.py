"""What people see: the pages, the pictures and the words. Uses ``datasets`` and ``analytics``, is used by neither."""

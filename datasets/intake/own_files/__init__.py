"""What our own files look like: known to those who write them (``exports``) and to those who read them back."""

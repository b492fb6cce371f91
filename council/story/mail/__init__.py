"""E-mail to those who want it: that something happened, never what."""

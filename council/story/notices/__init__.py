"""What has happened to my matters since I last looked: told in the app, and by e-mail to those who want it."""

"""What lets a phone work without a line: whose it is, the service worker, the page shown without signal, installing."""

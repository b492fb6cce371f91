"""Written statements of those who will not speak: handed in, read out with consent, or only filed."""

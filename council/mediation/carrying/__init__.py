"""What a matter carries up the ladder: its case's dossier, frozen as it was at that moment."""

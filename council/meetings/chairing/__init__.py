"""Running the evening: words to the room, breaks, another day, who chairs, and taking the last step back."""

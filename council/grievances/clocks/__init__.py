"""What is promised and by when: four clocks for each grievance, and the ladder that a late one climbs."""

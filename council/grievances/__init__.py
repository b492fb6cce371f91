"""What people suffer and ask for: filing, joining, who may see it."""

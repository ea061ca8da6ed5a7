"""What the house knows: documents, answers of its people, what is still asked for; how it is found."""

"""The words of danger, by kind: what `emergency` looks for, and what it lets pass."""

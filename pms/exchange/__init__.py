"""Files in and out: CSV tables of rooms, rates and reservations, and iCal feeds of room types."""

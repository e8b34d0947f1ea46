"""What can be made to go wrong, and the gates that hold things."""

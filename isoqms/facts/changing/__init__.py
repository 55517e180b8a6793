"""What two changes of one repository come to together."""

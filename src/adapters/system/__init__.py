"""What the machine itself gives: the time, and names that nobody has used before."""

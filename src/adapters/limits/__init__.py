"""Rate limits within a process or shared by Redis."""

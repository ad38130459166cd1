"""Taiwan's exchanges by their own daily reports and snapshots, read as strictly as they change without notice."""

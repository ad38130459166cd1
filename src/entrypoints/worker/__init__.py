"""Background work in processes of its own: Celery's workers, and the beat that reminds them."""

"""The feeds as WebSockets: who may listen, what each hears, and how nobody slows down anybody else."""

"""Language models: providers' own wires, a gateway of ours, and those who sit side by side."""

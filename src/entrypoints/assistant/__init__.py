"""The door for language models: tools of the Model Context Protocol, each of which asks one endpoint of the service."""

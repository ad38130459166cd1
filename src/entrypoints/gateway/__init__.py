"""The gateway: it holds the keys of language models, so that whoever asks them needs none."""

"""How each noun is written as rows and read from them: two functions a noun, every field of it in both."""

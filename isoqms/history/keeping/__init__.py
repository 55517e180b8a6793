"""The whole history carried elsewhere: into one file, and out of it again."""

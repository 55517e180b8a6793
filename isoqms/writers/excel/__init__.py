"""Excel files that go out."""

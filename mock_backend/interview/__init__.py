"""The rules of an interview: pure functions over documents."""

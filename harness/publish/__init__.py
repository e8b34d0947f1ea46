"""What a run came to, told to GitHub: summary, annotations, a commit status, a comment."""

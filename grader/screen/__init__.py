"""What a person sees in a terminal or a pipe: plain text, with a little colour where that helps."""

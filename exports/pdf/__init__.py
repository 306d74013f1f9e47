"""Whatever is a PDF, set with Typst: papers, summaries, posters, sheets of codes."""

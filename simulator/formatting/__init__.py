"""Text with entities: from HTML and Markdown, with UTF-16 offsets, and back to HTML for the page."""

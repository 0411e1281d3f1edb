"""Office files: the papers of the SOP laid out as PDF, workbook and letter, and returned forms read back."""

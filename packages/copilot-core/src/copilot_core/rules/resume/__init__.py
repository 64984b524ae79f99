"""Reading a resume: from a document's lines to sections, positions, education, skills and contact."""

"""The person's resumes and wishes."""

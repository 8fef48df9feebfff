"""Values as files that leave the office: CSV and XLSX in which nothing can run."""

"""What readers get: the HTML site, the PDF and the files of the tables. Outputs read the finished text and write."""

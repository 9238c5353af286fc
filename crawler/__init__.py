"""The application: everything that needs Scrapy to run, and the reader's site."""

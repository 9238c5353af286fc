"""The flat verbs: ``scrapy harvest``, ``scrapy search`` … one a module."""

"""The repository of documents and its adapters."""

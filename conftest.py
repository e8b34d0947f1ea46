"""pytest wiring only: the plugin itself comes by its entry point."""

"""The control plane under `/__layerproof/`."""

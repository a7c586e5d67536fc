"""What turns activity into emissions: fuels, electricity and heat, gases, waste, weather."""

"""The claims the project makes about itself, in the shape of the source tree."""

"""The frames that cities serve: the Sustainable Development Goals, the New Urban Agenda, Sendai and Paris."""

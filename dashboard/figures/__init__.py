"""Inventories and verdicts as Plotly figures with a sentence for those who cannot see them. No Streamlit here."""

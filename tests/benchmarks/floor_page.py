"""The least a Streamlit page with a chart can do: the floor under our pages."""

import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Scatter(x=[1, 2, 3], y=[3, 2, 1])))

"""Roles: who may do what in the city on screen. The menu names it where people sign in."""

from __future__ import annotations

from dashboard import session
from dashboard.parts import given_roles

given_roles.page(session.city())

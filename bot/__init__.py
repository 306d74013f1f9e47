"""Channels and wiring: the only place with sockets, the clock and the environment."""

"""The store on SQLAlchemy: the only place that speaks SQL."""

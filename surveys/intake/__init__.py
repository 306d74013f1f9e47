"""The one road in: one message of one person, from the channel to what is committed."""

"""Who works in the console: accounts, how they log in, and the trail of what they did."""

"""`saidanddone demo`: a past wave of simulated people, played through the real road in."""

"""Paper forms, typed up: from a spreadsheet to the one road in."""
